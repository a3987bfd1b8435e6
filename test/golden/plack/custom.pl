# cpanm Plack::Middleware::CrossOrigin
# The outermost middleware: it handles the preflight before authentication.
enable 'CrossOrigin',
    origins => ['https://app.example.com'],
    methods => ['GET', 'PURGE', 'PATCH', 'QUERY'],
    headers => ['authorization', 'content-type', 'x-api_key', 'x-request-id', 'x-tenant'],
    max_age => 600,
    # Without it, every other Origin gets 403, your own pages included.
    continue_on_failure => 1;

# A crash would become a response outside of all middleware, without the headers; and CORS headers of an
# older config would be sent a second time.
enable sub {
    my $app = shift;
    sub {
        my $env = shift;
        my $response = eval { $app->($env) };
        if (!$response) {
            warn $@;
            $response = [500, ['Content-Type' => 'text/plain'], ['Internal Server Error']];
        }
        Plack::Util::response_cb($response, sub {
            my $headers = $_[0][1];
            my %names = map { $_ => 1 } grep { /^access-control-/i } @$headers;
            Plack::Util::header_remove($headers, $_) for keys %names;
            return;
        });
    };
};
