import type { Host } from '../host.ts';
import go from './go.ts';

export default {
  ...go,
  cache: 'go',
  apt: ['golang-go', 'golang-github-labstack-echo-dev'],
  files: (snippet, { port }) => ({
    ...(snippet ? { 'cors.go': snippet } : {}),
    'main.go': `
package main

import (
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

func main() {
	e := echo.New()
	e.HideBanner = true
	${snippet && 'e.Use(withCORS())'}
	e.Use(middleware.Recover())
	e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if strings.HasPrefix(c.Request().URL.Path, "/api/") && c.Request().Header.Get("Authorization") != "Bearer token" {
				c.Response().Header().Set("X-Total-Count", "0")
				return echo.ErrUnauthorized
			}
			return next(c)
		}
	})
	data := func(c echo.Context) error {
		c.Response().Header().Set("X-Total-Count", "42")
		return c.JSON(200, 1)
	}
	e.GET("/api/data", data)
	e.PUT("/api/data", data)
	e.GET("/api/err", func(c echo.Context) error { panic("crash") })
	e.Start("127.0.0.1:${port}")
}
`,
  }),
  // Debian's path has no major version, which GOPATH mode cannot make up for.
  build: ({ dir }) => [
    ['mkdir', '-p', `${dir}/gopath/src/github.com/labstack/echo`],
    [
      'ln',
      '-s',
      '/usr/share/gocode/src/github.com/labstack/echo',
      `${dir}/gopath/src/github.com/labstack/echo/v4`,
    ],
    ...go.build(),
  ],
  env: (run) => ({ ...go.env(run), GOPATH: `${run.dir}/gopath:/usr/share/gocode` }),
  version: ({ deb }) => `Echo ${deb('golang-github-labstack-echo-dev')}`,
} satisfies Host;
