package main

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// withCORS is the first middleware: a preflight carries no credentials, so it must be answered
// before authentication; headers set here stay on 401, 404 and 500.
func withCORS() echo.MiddlewareFunc {
	return middleware.CORSWithConfig(middleware.CORSConfig{
		AllowOrigins:     []string{"https://app.example.com"},
		AllowMethods:     []string{"GET", "PUT"},
		AllowHeaders:     []string{"content-type", "x-request-id"},
		ExposeHeaders:    []string{"etag", "x-total-count"},
		AllowCredentials: true,
		MaxAge:           600, // seconds
	})
}
