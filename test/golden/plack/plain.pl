# cpanm Plack::Middleware::CrossOrigin
# The outermost middleware: it answers the preflight before authentication.
enable 'CrossOrigin',
    origins => ['https://app.example.com'],
    methods => ['GET'],
    headers => [],
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
