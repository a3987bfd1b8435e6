./pocketbase serve \
  --origins='https://app.example.com'
