// cargo add tower-http --features cors
use std::time::Duration;

use axum::Router;
use axum::http::{header::ORIGIN, HeaderName, HeaderValue, Method};
use tower_http::cors::CorsLayer;

// Last: a layer covers only what was added before it, and it must be outside authentication and
// the fallback, so that errors have the headers too.
fn cors(router: Router) -> Router {
    router.layer(
        CorsLayer::new()
            .allow_origin([
                HeaderValue::from_static("https://app.example.com"),
            ])
            .allow_methods([Method::from_bytes(b"GET").unwrap(), Method::from_bytes(b"PUT").unwrap()])
            .allow_headers([HeaderName::from_static("content-type"), HeaderName::from_static("x-ok"), HeaderName::from_static("x-request-id")])
            .expose_headers([HeaderName::from_static("x-total-count")])
            .allow_credentials(true)
            .max_age(Duration::from_secs(600))
            .vary([ORIGIN]),
    )
}
