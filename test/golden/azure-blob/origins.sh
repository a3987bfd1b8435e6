# Azure handles preflights itself, without authentication, and always allows credentials.
# Choose the account with --account-name NAME or AZURE_STORAGE_CONNECTION_STRING.
az storage cors add --services b \
  --origins 'https://app.example.com' 'http://localhost:5173' 'https://staging.example.com:8443' 'capacitor://localhost' \
  --methods GET PUT DELETE \
  --allowed-headers 'content-type' 'x-request-id' \
  --exposed-headers 'etag' 'x-total-count' \
  --max-age 600
