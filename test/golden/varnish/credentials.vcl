sub vcl_recv {
    # Only origins listed here get CORS headers.
    unset req.http.X-Cors-Origin;
    if (req.http.Origin ~ "^(https://app\.example\.com)$") {
        set req.http.X-Cors-Origin = req.http.Origin;
    }
    # Preflights are handled here, before authentication and the application.
    if (req.http.X-Cors-Origin && req.method == "OPTIONS" && req.http.Access-Control-Request-Method) {
        return (synth(204, "CORS preflight"));
    }
}

sub cors {
    # Added on delivery: the cache holds one object for all origins. Add CORS headers in one place
    # only: the application's are dropped.
    unset resp.http.Access-Control-Allow-Origin;
    unset resp.http.Access-Control-Allow-Credentials;
    unset resp.http.Access-Control-Expose-Headers;
    if (!resp.http.Vary) {
        set resp.http.Vary = "Origin";
    } elseif (resp.http.Vary !~ "(?i)\bOrigin\b") {
        set resp.http.Vary = resp.http.Vary + ", Origin";
    }
    if (req.http.X-Cors-Origin) {
        set resp.http.Access-Control-Allow-Origin = req.http.X-Cors-Origin;
        set resp.http.Access-Control-Allow-Credentials = "true";
        set resp.http.Access-Control-Expose-Headers = "etag, x-total-count";
    }
}

sub vcl_deliver {
    call cors;
}

# Responses of Varnish itself: preflights and errors.
sub vcl_synth {
    call cors;
    if (resp.reason == "CORS preflight") {
        set resp.http.Access-Control-Allow-Methods = "GET, PUT";
        set resp.http.Access-Control-Allow-Headers = "content-type, x-request-id";
        set resp.http.Access-Control-Max-Age = "600";
        return (deliver);
    }
}
