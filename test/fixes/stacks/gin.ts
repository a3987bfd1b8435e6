import type { Host } from '../host.ts';
import go from './go.ts';

export default {
  ...go,
  cache: 'go',
  apt: ['golang-go', 'golang-github-gin-contrib-cors-dev'],
  except: { refusesOtherOrigins: true },
  files: (snippet, { port }) => ({
    ...(snippet ? { 'cors.go': snippet } : {}),
    'main.go': `
package main

import "github.com/gin-gonic/gin"

func main() {
	gin.SetMode(gin.ReleaseMode)
	router := gin.Default()
	${snippet && 'router.Use(withCORS())'}
	router.Use(func(c *gin.Context) {
		if len(c.Request.URL.Path) > 4 && c.Request.URL.Path[:5] == "/api/" && c.GetHeader("Authorization") != "Bearer token" {
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
	router.GET("/api/err", func(c *gin.Context) { panic("crash") })
	router.Run("127.0.0.1:${port}")
}
`,
  }),
  version: ({ deb }) =>
    `Gin ${deb('golang-github-gin-gonic-gin-dev')} with gin-contrib/cors ${deb('golang-github-gin-contrib-cors-dev')}`,
} satisfies Host;
