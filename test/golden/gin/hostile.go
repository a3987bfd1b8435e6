package main

import (
	"time"

	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

// withCORS comes before authentication and every route: routes added before it stay without it.
func withCORS() gin.HandlerFunc {
	return cors.New(cors.Config{
		AllowOrigins:     []string{"https://app.example.com"},
		AllowMethods:     []string{"GET", "PUT"},
		AllowHeaders:     []string{"content-type", "x-ok", "x-request-id"},
		ExposeHeaders:    []string{"x-total-count"},
		AllowCredentials: true,
		MaxAge:           600 * time.Second, // a bare 600 would be nanoseconds
	})
}
