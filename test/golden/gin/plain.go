package main

import (
	"time"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

// withCORS comes before authentication and all routes: it never runs for routes added before it.
func withCORS() gin.HandlerFunc {
	policy := cors.New(cors.Config{
		AllowOrigins: []string{"https://app.example.com"},
		AllowMethods: []string{"GET"},
		AllowHeaders: []string{},
		MaxAge:       600 * time.Second, // a bare 600 would be nanoseconds
	})
	return func(c *gin.Context) {
		// gin-contrib/cors sends it to allowed origins only; caches need it on every response.
		c.Header("Vary", "Origin")
		policy(c)
	}
}
