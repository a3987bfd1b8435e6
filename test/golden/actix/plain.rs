// cargo add actix-cors        (0.7)
use actix_cors::Cors;

// The last wrap(): outside authentication, so that the preflight, which carries no credentials, is
// handled, and errors have the headers too.
fn cors() -> Cors {
    Cors::default()
        .allowed_origin("https://app.example.com")
        .allowed_methods(["GET"])
        .max_age(600)
}
