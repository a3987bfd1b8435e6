// cargo add actix-cors        (0.7)
use actix_cors::Cors;

// The last wrap(): outside authentication, so that the preflight, which carries no credentials, is
// handled, and errors have the headers too.
fn cors() -> Cors {
    Cors::default()
        .allowed_origin("https://app.example.com")
        .allowed_origin("http://localhost:5173")
        .allowed_origin("https://staging.example.com:8443")
        .allowed_origin("capacitor://localhost")
        .allowed_methods(["GET", "PUT", "DELETE"])
        .allowed_headers(["content-type", "x-request-id"])
        .expose_headers(["etag", "x-total-count"])
        .supports_credentials()
        .max_age(600)
}
