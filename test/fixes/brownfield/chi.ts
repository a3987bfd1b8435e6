import type { Scene } from '../brownfield.ts';
import chi from '../stacks/chi.ts';

const { apt, cache, env, build, start } = chi;

/** Routes below an authentication, a sub-router and static files. */
const app = (
  snippet: string,
  port: number,
  { imports = '', first = '', inApi = '' }: { imports?: string; first?: string; inApi?: string },
) => ({
  'files/a.json': '{}',
  ...(snippet ? { 'cors.go': snippet } : {}),
  'main.go': `
package main

import (
	"net/http"

	"github.com/go-chi/chi"
	"github.com/go-chi/chi/middleware"
	${imports}
)

func authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer token" {
			w.Header().Set("X-Total-Count", "0")
			http.Error(w, "who are you", 401)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func main() {
	r := chi.NewRouter()
	${snippet && 'r.Use(withCORS())'}
	${first}
	r.Use(middleware.Recoverer)
	r.Route("/api", func(r chi.Router) {
		r.Use(authenticated)
		${inApi}
		data := func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Total-Count", "42")
			w.Header().Add("Vary", "Accept")
			w.Write([]byte("{}"))
		}
		r.Get("/data", data)
		r.Put("/data", data)
		r.Patch("/data", data)
		r.Get("/err", func(w http.ResponseWriter, r *http.Request) { panic("crash") })
	})
	r.Handle("/files/*", http.StripPrefix("/files/", http.FileServer(http.Dir("files"))))
	http.ListenAndServe("127.0.0.1:${port}", r)
}
`,
});

export default [
  {
    name: 'go-chi/cors with a list',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'], credentials: true },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) =>
      app(snippet, port, {
        imports: old('"github.com/go-chi/cors"'),
        first: old(`r.Use(cors.Handler(cors.Options{
		AllowedOrigins: []string{"${origins.old}"},
		AllowedMethods: []string{"GET", "POST", "PUT", "DELETE"},
		AllowedHeaders: []string{"Content-Type", "Authorization", "X-CSRF-Token"},
		ExposedHeaders: []string{"X-Total-Count"},
		AllowCredentials: true,
	}))`),
      }),
  },
  {
    name: 'the asterisk, set by hand',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: false },
    anyOrigin: true,
    leftIn: 'still blocked',
    files: ({ snippet, old }, { port }) =>
      app(snippet, port, {
        first: old(`r.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			next.ServeHTTP(w, r)
		})
	})`),
      }),
  },
  {
    name: 'any origin with credentials, set by hand',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: ['unauthorized', 'missing', 'file'], credentials: true },
    anyOrigin: true,
    leftIn: 'open',
    files: ({ snippet, old }, { port }) =>
      app(snippet, port, {
        first: old(`r.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
			w.Header().Set("Access-Control-Allow-Credentials", "true")
			next.ServeHTTP(w, r)
		})
	})`),
      }),
  },
] satisfies Scene[];
