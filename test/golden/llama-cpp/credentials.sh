llama-server -m model.gguf \
  --cors-origins 'https://app.example.com' \
  --cors-methods 'GET, PUT, OPTIONS' \
  --cors-headers 'content-type, x-request-id' \
  --cors-credentials
