# Needed by https://app.example.com, http://localhost:5173, https://staging.example.com:8443, capacitor://localhost; allows every other origin too.
lms server stop
lms server start --cors
