// cargo add tower-http --features cors
use std::time::Duration;

use axum::Router;
use axum::http::{header::ORIGIN, HeaderValue, Method};
use tower_http::cors::CorsLayer;

// Last: a layer covers only what was added before it, and it must be outside authentication and
// the fallback, so that errors have the headers too.
fn cors(router: Router) -> Router {
    router.layer(
        CorsLayer::new()
            .allow_origin([
                HeaderValue::from_static("https://app.example.com"),
            ])
            .allow_methods([Method::from_bytes(b"GET").unwrap()])
            .max_age(Duration::from_secs(600))
            .vary([ORIGIN]),
    )
}
