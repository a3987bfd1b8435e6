package main

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// withCORS is the first middleware: a preflight carries no credentials, so it must be answered
// before authentication; headers set here stay on 401, 404 and 500.
func withCORS() echo.MiddlewareFunc {
	return middleware.CORSWithConfig(middleware.CORSConfig{
		AllowOrigins: []string{"https://app.example.com"},
		AllowMethods: []string{"GET", "PURGE", "PATCH", "QUERY"},
		AllowHeaders: []string{"authorization", "content-type", "x-api_key", "x-request-id", "x-tenant"},
		MaxAge:       600, // seconds
	})
}
