./pocketbase serve \
  --origins='https://app.example.com,http://localhost:5173,https://staging.example.com:8443,capacitor://localhost'
