# Needed by https://app.example.com; allows every other origin too.
lms server stop
lms server start --cors
