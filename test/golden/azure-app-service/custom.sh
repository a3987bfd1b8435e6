# NAME and GROUP are those of your app. In the portal: API, CORS. An old * must go first:
# az webapp cors remove --name NAME --resource-group GROUP --allowed-origins "*"
az webapp cors add --name NAME --resource-group GROUP \
  --allowed-origins 'https://app.example.com'
