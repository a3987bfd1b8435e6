llama-server -m model.gguf \
  --cors-origins 'https://app.example.com' \
  --cors-methods 'GET, PURGE, PATCH, QUERY, OPTIONS' \
  --cors-headers 'authorization, content-type, x-api_key, x-request-id, x-tenant' \
  --no-cors-credentials
