# NAME and GROUP are those of your app. In the portal: API, CORS. An old * must go first:
# az functionapp cors remove --name NAME --resource-group GROUP --allowed-origins "*"
az functionapp cors add --name NAME --resource-group GROUP \
  --allowed-origins 'https://app.example.com'
az functionapp cors credentials --name NAME --resource-group GROUP --enable true
