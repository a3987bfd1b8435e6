package main

import (
	"time"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

// withCORS comes before authentication and every route: routes added before it stay without it.
func withCORS() gin.HandlerFunc {
	return cors.New(cors.Config{
		// Not AllowOrigins: at a scheme other than http and https it panics.
		AllowOriginFunc: func(origin string) bool {
			switch origin {
			case "https://app.example.com":
				return true
			case "http://localhost:5173":
				return true
			case "https://staging.example.com:8443":
				return true
			case "capacitor://localhost":
				return true
			}
			return false
		},
		AllowMethods:     []string{"GET", "PUT", "DELETE"},
		AllowHeaders:     []string{"content-type", "x-request-id"},
		ExposeHeaders:    []string{"etag", "x-total-count"},
		AllowCredentials: true,
		MaxAge:           600 * time.Second, // a bare 600 would be nanoseconds
	})
}
