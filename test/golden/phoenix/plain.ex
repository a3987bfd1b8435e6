# mix.exs: {:cors_plug, "~> 3.0"}
# In the endpoint and not in a pipeline of the router: a preflight has no route there.
plug CORSPlug,
  origin: ["https://app.example.com"],
  methods: ["GET"],
  headers: [],
  credentials: false,
  max_age: 600
