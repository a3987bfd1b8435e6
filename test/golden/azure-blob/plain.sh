# Azure handles preflights itself, without authentication, and always allows credentials.
# Choose the account with --account-name NAME or AZURE_STORAGE_CONNECTION_STRING.
az storage cors add --services b \
  --origins 'https://app.example.com' \
  --methods GET \
  --max-age 600
