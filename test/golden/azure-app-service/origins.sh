# NAME and GROUP are those of your app. In the portal: API, CORS. An old * must go first:
# az webapp cors remove --name NAME --resource-group GROUP --allowed-origins "*"
az webapp cors add --name NAME --resource-group GROUP \
  --allowed-origins 'https://app.example.com' 'http://localhost:5173' 'https://staging.example.com:8443' 'capacitor://localhost'
az resource update --name web --resource-group GROUP --namespace Microsoft.Web --resource-type config --parent sites/NAME --set properties.cors.supportCredentials=true --api-version 2015-06-01
