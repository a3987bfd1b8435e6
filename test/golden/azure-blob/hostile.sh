# Azure handles preflights itself, without authentication, and always allows credentials.
# Choose the account with --account-name NAME or AZURE_STORAGE_CONNECTION_STRING.
az storage cors add --services b \
  --origins 'https://app.example.com' \
  --methods GET PUT \
  --allowed-headers 'content-type' 'x-ok' 'x-request-id' \
  --exposed-headers 'x-total-count' \
  --max-age 600
