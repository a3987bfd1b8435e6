# Without these, vLLM allows every origin, without credentials.
vllm serve MODEL \
  --allowed-origins '["https://app.example.com"]' \
  --allowed-methods '["GET", "PUT"]' \
  --allowed-headers '["content-type", "x-ok", "x-request-id"]' \
  --allow-credentials
