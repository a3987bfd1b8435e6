import type { Scene } from '../brownfield.ts';
import gin from '../stacks/gin.ts';

const { apt, cache, env, build, start } = gin;

const app = (snippet: string, port: number, imports: string, use: string) => ({
  'files/a.json': '{}',
  ...(snippet ? { 'cors.go': snippet } : {}),
  'main.go': `
package main

import (
	"strings"

	"github.com/gin-gonic/gin"
	${imports}
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	router := gin.Default()
	${snippet && 'router.Use(withCORS())'}
	${use}
	router.Use(func(c *gin.Context) {
		if strings.HasPrefix(c.Request.URL.Path, "/api/") && c.GetHeader("Authorization") != "Bearer token" {
			c.Header("X-Total-Count", "0")
			c.AbortWithStatusJSON(401, gin.H{"error": "who are you"})
		}
	})
	data := func(c *gin.Context) {
		c.Header("X-Total-Count", "42")
		c.JSON(200, gin.H{})
	}
	router.GET("/api/data", data)
	router.PUT("/api/data", data)
	router.PATCH("/api/data", data)
	router.GET("/api/err", func(c *gin.Context) { panic("crash") })
	router.Static("/files", "files")
	router.Run("127.0.0.1:${port}")
}
`,
});

const everything = ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'] as const;

export default [
  {
    name: 'gin-contrib/cors with a list',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: everything, credentials: true },
    leftIn: 'still blocked',
    files: ({ snippet, old, origins }, { port }) =>
      app(
        snippet,
        port,
        old('"github.com/gin-contrib/cors"'),
        old(`router.Use(cors.New(cors.Config{
		AllowOrigins:     []string{"${origins.old}"},
		AllowMethods:     []string{"GET", "POST", "PUT", "DELETE"},
		AllowHeaders:     []string{"Content-Type", "Authorization", "X-CSRF-Token"},
		ExposeHeaders:    []string{"X-Total-Count"},
		AllowCredentials: true,
	}))`),
      ),
  },
  {
    name: 'the asterisk, set by hand',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: [...everything], credentials: false },
    anyOrigin: true,
    leftIn: 'still blocked',
    files: ({ snippet, old }, { port }) =>
      app(
        snippet,
        port,
        '',
        old(`router.Use(func(c *gin.Context) {
		c.Header("Access-Control-Allow-Origin", "*")
		c.Header("Access-Control-Allow-Methods", "GET, PUT")
		c.Header("Access-Control-Allow-Headers", "authorization, content-type, x-csrf-token")
		if c.Request.Method == "OPTIONS" {
			c.AbortWithStatus(204)
		}
	})`),
      ),
  },
] satisfies Scene[];
