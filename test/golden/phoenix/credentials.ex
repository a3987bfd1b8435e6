# mix.exs: {:cors_plug, "~> 3.0"}
# In the endpoint and not in a pipeline of the router: a preflight has no route there.
plug CORSPlug,
  origin: ["https://app.example.com"],
  methods: ["GET", "PUT"],
  headers: ["content-type", "x-request-id"],
  expose: ["etag", "x-total-count"],
  credentials: true,
  max_age: 600
