# ID is the client's id, not its client_id: kcadm.sh get clients -r REALM -q clientId=CLIENT --fields id,webOrigins
# The command replaces the list: add the origins printed there that are still in use.
kcadm.sh update clients/ID -r REALM \
  -s 'webOrigins=["https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"]'
