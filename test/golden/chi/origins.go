package main

import (
	"net/http"

	"github.com/go-chi/cors"
)

// withCORS must be the first middleware of the outermost router: before authentication, and for
// paths without a route. In r.Group or r.With no preflight would reach it.
func withCORS() func(http.Handler) http.Handler {
	return cors.Handler(cors.Options{
		AllowedOrigins:   []string{"https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"},
		AllowedMethods:   []string{"GET", "PUT", "DELETE"},
		AllowedHeaders:   []string{"content-type", "x-request-id"},
		ExposedHeaders:   []string{"etag", "x-total-count"},
		AllowCredentials: true,
		MaxAge:           600, // seconds
	})
}
