package main

import (
	"net/http"

	"github.com/rs/cors"
)

// withCORS is the outermost handler, around authentication too: a preflight carries no credentials,
// and error responses need these headers as well.
func withCORS(next http.Handler) http.Handler {
	policy := cors.New(cors.Options{
		AllowedOrigins:   []string{"https://app.example.com", "http://localhost:5173", "https://staging.example.com:8443", "capacitor://localhost"},
		AllowedMethods:   []string{"GET", "PUT", "DELETE"},
		AllowedHeaders:   []string{"content-type", "x-request-id"},
		ExposedHeaders:   []string{"etag", "x-total-count"},
		AllowCredentials: true,
		MaxAge:           600, // seconds
	})
	return policy.Handler(next)
}
