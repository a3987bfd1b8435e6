# cpanm Plack::Middleware::CrossOrigin
# The outermost middleware: it answers the preflight before authentication.
enable 'CrossOrigin',
    origins => ['https://app.example.com', 'http://localhost:5173', 'https://staging.example.com:8443', 'capacitor://localhost'],
    methods => ['GET', 'PUT', 'DELETE'],
    headers => ['content-type', 'x-request-id'],
    expose_headers => ['etag', 'x-total-count'],
    credentials => 1,
    max_age => 600,
    # Without it the middleware answers 403 to every other Origin, that of your own pages too.
    continue_on_failure => 1;

# A crash would be answered outside of all middleware, without headers.
enable sub {
    my $app = shift;
    sub {
        my $env = shift;
        my $response = eval { $app->($env) };
        return $response if $response;
        warn $@;
        return [500, ['Content-Type' => 'text/plain'], ['Internal Server Error']];
    };
};
