sub vcl_recv {
    # Only the origins listed here are answered.
    unset req.http.X-Cors-Origin;
    if (req.http.Origin ~ "^(https://app\.example\.com)$") {
        set req.http.X-Cors-Origin = req.http.Origin;
    }
    # The preflight is answered here, before any authentication and before the application.
    if (req.http.X-Cors-Origin && req.method == "OPTIONS" && req.http.Access-Control-Request-Method) {
        return (synth(204));
    }
}

sub cors {
    # Added on delivery, so that the cache holds one object for all origins. Only one layer may add
    # these headers: the application's are dropped.
    unset resp.http.Access-Control-Allow-Origin;
    unset resp.http.Access-Control-Allow-Credentials;
    unset resp.http.Access-Control-Expose-Headers;
    if (resp.http.Vary) {
        set resp.http.Vary = resp.http.Vary + ", Origin";
    } else {
        set resp.http.Vary = "Origin";
    }
    if (req.http.X-Cors-Origin) {
        set resp.http.Access-Control-Allow-Origin = req.http.X-Cors-Origin;
    }
}

sub vcl_deliver {
    call cors;
}

# What Varnish answers by itself: the preflight, and errors.
sub vcl_synth {
    call cors;
    if (resp.status == 204) {
        set resp.http.Access-Control-Allow-Methods = "GET, PURGE, PATCH, QUERY";
        set resp.http.Access-Control-Allow-Headers = "authorization, content-type, x-api_key, x-request-id, x-tenant";
        set resp.http.Access-Control-Max-Age = "600";
        return (deliver);
    }
}
