import type { Scene } from '../brownfield.ts';
import echo from '../stacks/echo.ts';

const { apt, cache, env, build, start } = echo;

/** The stack's own application, with PATCH and files, and code of its own right after the snippet's place. */
function app(snippet: string, port: number, use: string) {
  const files = echo.files(snippet, { port, dir: '', cache: '', upstream: '' });
  return {
    ...files,
    'files/a.json': '{}',
    'main.go': (files['main.go'] ?? '').replace(
      'e.Use(middleware.Recover())',
      `${use}
	e.Use(middleware.Recover())
	e.Static("/files", "files")
	e.PATCH("/api/data", func(c echo.Context) error {
		c.Response().Header().Set("X-Total-Count", "42")
		return c.JSON(200, 1)
	})`,
    ),
  };
}

const everything = ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'] as const;

export default [
  {
    name: 'middleware.CORS with a list',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: everything, credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) =>
      app(
        snippet,
        port,
        old(`e.Use(middleware.CORSWithConfig(middleware.CORSConfig{
		AllowOrigins:     []string{"${origins.old}"},
		AllowMethods:     []string{"GET", "POST", "PUT", "DELETE"},
		AllowHeaders:     []string{"content-type", "authorization", "x-csrf-token"},
		ExposeHeaders:    []string{"x-total-count"},
		AllowCredentials: true,
	}))`),
      ),
  },
  {
    name: 'every origin with credentials, set by hand',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'works',
    files: ({ snippet, old }, { port }) =>
      app(
        snippet,
        port,
        old(`e.Use(func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Response().Header().Set("Access-Control-Allow-Origin", c.Request().Header.Get("Origin"))
			c.Response().Header().Set("Access-Control-Allow-Credentials", "true")
			return next(c)
		}
	})`),
      ),
  },
] satisfies Scene[];
