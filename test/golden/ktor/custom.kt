import io.ktor.http.HttpMethod
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.plugins.cors.routing.CORS

// implementation("io.ktor:ktor-server-cors"); call it first in the module: before authentication.
fun Application.cors() {
    install(CORS) {
        // Hosts without the scheme.
        allowHost("app.example.com", schemes = listOf("https"))
        allowMethod(HttpMethod("GET"))
        allowMethod(HttpMethod("PURGE"))
        allowMethod(HttpMethod("PATCH"))
        allowMethod(HttpMethod("QUERY"))
        allowHeader("authorization")
        allowHeader("content-type")
        allowHeader("x-api_key")
        allowHeader("x-request-id")
        allowHeader("x-tenant")
        // Without it, JSON bodies are rejected.
        allowNonSimpleContentTypes = true
        maxAgeInSeconds = 600
    }
}
