package main

import (
	"net/http"

	"github.com/rs/cors"
)

// withCORS is the outermost handler, around authentication too: a preflight carries no credentials,
// and error responses need these headers as well.
func withCORS(next http.Handler) http.Handler {
	policy := cors.New(cors.Options{
		AllowedOrigins: []string{"https://app.example.com"},
		AllowedMethods: []string{"GET"},
		AllowedHeaders: []string{},
		MaxAge:         600, // seconds
	})
	return policy.Handler(next)
}
