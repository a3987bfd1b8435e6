# NAME and GROUP are those of your app. In the portal: API, CORS.
az webapp cors add --name NAME --resource-group GROUP \
  --allowed-origins 'https://app.example.com'
