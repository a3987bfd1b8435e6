package main

import (
	"net/http"

	"github.com/rs/cors"
)

// withCORS goes around everything else, authentication too: a preflight carries no credentials,
// and errors need these headers as much as answers do.
func withCORS(next http.Handler) http.Handler {
	policy := cors.New(cors.Options{
		AllowedOrigins: []string{"https://app.example.com"},
		AllowedMethods: []string{"GET"},
		AllowedHeaders: []string{},
		MaxAge:         600, // seconds
	})
	return policy.Handler(next)
}
