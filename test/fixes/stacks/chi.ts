import type { Host } from '../host.ts';
import go from './go.ts';

export default {
  ...go,
  cache: 'go',
  apt: ['golang-go', 'golang-github-go-chi-chi-dev', 'golang-github-go-chi-cors-dev'],
  files: (snippet, { port }) => ({
    ...(snippet ? { 'cors.go': snippet } : {}),
    // Debian's import path lacks the /v5 of upstream's.
    'main.go': `
package main

import (
	"net/http"

	"github.com/go-chi/chi"
	"github.com/go-chi/chi/middleware"
)

func main() {
	r := chi.NewRouter()
	${snippet && 'r.Use(withCORS())'}
	r.Use(middleware.Recoverer)
	r.Route("/api", func(r chi.Router) {
		r.Use(func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != "Bearer token" {
					w.Header().Set("X-Total-Count", "0")
					http.Error(w, "who are you", 401)
					return
				}
				next.ServeHTTP(w, r)
			})
		})
		data := func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Total-Count", "42")
			w.Write([]byte("{}"))
		}
		r.Get("/data", data)
		r.Put("/data", data)
		r.Get("/err", func(w http.ResponseWriter, r *http.Request) { panic("crash") })
	})
	http.ListenAndServe("127.0.0.1:${port}", r)
}
`,
  }),
  version: ({ deb }) =>
    `chi ${deb('golang-github-go-chi-chi-dev')} with go-chi/cors ${deb('golang-github-go-chi-cors-dev')}`,
} satisfies Host;
