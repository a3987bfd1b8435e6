# Not covered: http://localhost:5173
# Not covered: https://staging.example.com:8443
# Not covered: capacitor://localhost
llama-server -m model.gguf \
  --cors-origins 'https://app.example.com' \
  --cors-methods 'GET, PUT, DELETE, OPTIONS' \
  --cors-headers 'content-type, x-request-id' \
  --cors-credentials
