llama-server -m model.gguf \
  --cors-origins 'https://app.example.com' \
  --cors-methods 'GET, OPTIONS' \
  --no-cors-credentials
