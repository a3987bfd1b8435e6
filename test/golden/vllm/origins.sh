# Without these, vLLM allows every origin, without credentials.
vllm serve MODEL \
  --allowed-origins '["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"]' \
  --allowed-methods '["GET", "PUT", "DELETE"]' \
  --allowed-headers '["content-type", "x-request-id"]' \
  --allow-credentials
