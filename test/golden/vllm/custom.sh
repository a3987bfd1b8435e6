# Without these, vLLM allows every origin, without credentials.
vllm serve MODEL \
  --allowed-origins '["https://app.example.com"]' \
  --allowed-methods '["GET", "PURGE", "PATCH", "QUERY"]' \
  --allowed-headers '["authorization", "content-type", "x-api_key", "x-request-id", "x-tenant"]'
