import io.ktor.http.HttpMethod
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.plugins.cors.routing.CORS

// implementation("io.ktor:ktor-server-cors"); call it first in the module: before authentication.
fun Application.cors() {
    install(CORS) {
        // Hosts without the scheme.
        allowHost("app.example.com", schemes = listOf("https"))
        allowHost("localhost:5173", schemes = listOf("http"))
        allowHost("staging.example.com:8443", schemes = listOf("https"))
        allowHost("localhost", schemes = listOf("capacitor"))
        allowMethod(HttpMethod("GET"))
        allowMethod(HttpMethod("PUT"))
        allowMethod(HttpMethod("DELETE"))
        allowHeader("content-type")
        allowHeader("x-request-id")
        exposeHeader("etag")
        exposeHeader("x-total-count")
        allowCredentials = true
        // Without it, JSON bodies are rejected.
        allowNonSimpleContentTypes = true
        maxAgeInSeconds = 600
    }
}
