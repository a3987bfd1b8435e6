# Before dispatch: ahead of static files, of every route and of the "under" that authenticates.
# Headers set here stay on 401, 404 and the 500 of a crash.
my %allowed_origins = map { $_ => 1 } ('https://app.example.com');
app->hook(before_dispatch => sub {
    my ($c) = @_;
    my $headers = $c->res->headers;
    $headers->append(Vary => 'Origin');
    my $origin = $c->req->headers->header('Origin') // '';
    return unless $allowed_origins{$origin};

    $headers->header('Access-Control-Allow-Origin' => $origin);
    $headers->header('Access-Control-Allow-Credentials' => 'true');
    $headers->header('Access-Control-Expose-Headers' => 'etag, x-total-count');
    my $asked = $c->req->headers->header('Access-Control-Request-Method');
    return unless $c->req->method eq 'OPTIONS' && defined $asked;

    $headers->header('Access-Control-Allow-Methods' => 'GET, PUT');
    $headers->header('Access-Control-Allow-Headers' => 'content-type, x-request-id');
    $headers->header('Access-Control-Max-Age' => 600);
    $c->render(data => '', status => 204);
});
