# after_dispatch hooks run in reverse order, so this one runs last: on 401, 404, 500 and static files
# too.
app->hook(after_dispatch => sub {
    my ($c) = @_;
    my %allowed_origins = map { $_ => 1 } ('https://app.example.com');
    my $headers = $c->res->headers;
    # What an older config set.
    $headers->remove($_) for grep { /^access-control-/i } @{ $headers->names };
    $headers->append(Vary => 'Origin') unless ($headers->vary // '') =~ /\borigin\b/i;
    my $origin = $c->req->headers->header('Origin') // '';
    return unless $allowed_origins{$origin};

    $headers->header('Access-Control-Allow-Origin' => $origin);
    $headers->header('Access-Control-Allow-Credentials' => 'true');
    $headers->header('Access-Control-Expose-Headers' => 'x-total-count');
    return unless $c->req->method eq 'OPTIONS';

    $headers->header('Access-Control-Allow-Methods' => 'GET, PUT');
    $headers->header('Access-Control-Allow-Headers' => 'content-type, x-ok, x-request-id');
    $headers->header('Access-Control-Max-Age' => 600);
});

# A preflight carries no credentials: it ends here, before hooks and before the "under" that authenticates.
app->hook(around_dispatch => sub {
    my ($next, $c) = @_;
    my $requested = $c->req->headers->header('Access-Control-Request-Method');
    return $next->() unless $c->req->method eq 'OPTIONS' && defined $requested;
    $c->render(data => '', status => 204);
});
