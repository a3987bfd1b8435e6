package main

import (
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// withCORS must be the first middleware: a preflight carries no credentials, so it is handled before
// authentication; 401, 404 and 500 have the headers too.
func withCORS() echo.MiddlewareFunc {
	policy := middleware.CORSWithConfig(middleware.CORSConfig{
		AllowOrigins: []string{"https://app.example.com"},
		AllowMethods: []string{"GET"},
		// Never empty: Echo would allow every requested header.
		AllowHeaders: []string{"accept"},
		MaxAge:       600, // seconds
	})
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return policy(func(c echo.Context) error {
			header := c.Response().Header()
			ours := header.Clone()
			// Drops what an older config sets further in.
			c.Response().Before(func() {
				for name := range header {
					if strings.HasPrefix(name, "Access-Control-") {
						header.Del(name)
					}
				}
				for name, values := range ours {
					if strings.HasPrefix(name, "Access-Control-") {
						header[name] = values
					}
				}
			})
			return next(c)
		})
	}
}
