import type { Scene } from '../brownfield.ts';
import go from '../stacks/go.ts';

const { apt, env, build, start } = go;
const cache = 'go';

/** An application that authenticates, recovers and serves files. */
const app = (
  snippet: string,
  port: number,
  parts: { imports?: string; wrap?: string; hand?: string; code?: string },
) => ({
  'files/a.json': '{}',
  ...(snippet ? { 'cors.go': snippet } : {}),
  'main.go': `
package main

import (
	"fmt"
	"net/http"
	${parts.imports ?? ''}
)

func authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		${parts.hand ?? ''}
		defer func() {
			if recover() != nil {
				http.Error(w, "Internal Server Error", 500)
			}
		}()
		if r.Header.Get("Authorization") != "Bearer token" {
			w.Header().Set("X-Total-Count", "0")
			http.Error(w, "who are you", 401)
			return
		}
		next.ServeHTTP(w, r)
	})
}
${parts.code ?? ''}

func main() {
	api := http.NewServeMux()
	api.HandleFunc("/api/data", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Total-Count", "42")
		w.Header().Add("Vary", "Accept")
		fmt.Fprint(w, "{}")
	})
	api.HandleFunc("/api/err", func(w http.ResponseWriter, r *http.Request) { panic("crash") })
	mux := http.NewServeMux()
	mux.Handle("/api/", authenticated(api))
	mux.Handle("/files/", http.StripPrefix("/files/", http.FileServer(http.Dir("files"))))
	var handler http.Handler = mux
	${parts.wrap ?? ''}
	http.ListenAndServe("127.0.0.1:${port}", ${snippet ? 'withCORS(handler)' : 'handler'})
}
`,
});

export default [
  {
    name: 'rs/cors with a list',
    apt,
    cache,
    env,
    build,
    start,
    today: {
      calls: ['get', 'put', 'unauthorized', 'missing', 'crash', 'file'],
      credentials: true,
    },
    leftIn: 'works',
    files: ({ snippet, old, origins }, { port }) =>
      app(snippet, port, {
        imports: old('"github.com/rs/cors"'),
        wrap: old(`handler = cors.New(cors.Options{
		AllowedOrigins: []string{"${origins.old}"},
		AllowedMethods: []string{"GET", "POST", "PUT", "DELETE"},
		AllowedHeaders: []string{"Content-Type", "Authorization", "X-CSRF-Token"},
		ExposedHeaders: []string{"X-Total-Count"},
		AllowCredentials: true,
	}).Handler(handler)`),
      }),
  },
  {
    name: 'the asterisk, set by hand below the authentication',
    apt,
    cache,
    env,
    build,
    start,
    today: { calls: ['unauthorized'], credentials: false },
    anyOrigin: true,
    leftIn: 'still blocked',
    files: ({ snippet, old }, { port }) =>
      app(snippet, port, {
        hand: old('w.Header().Set("Access-Control-Allow-Origin", "*")'),
      }),
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
    leftIn: 'open',
    files: ({ snippet, old }, { port }) =>
      app(snippet, port, {
        code: old(`
func enableCors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", r.Header.Get("Origin"))
		w.Header().Set("Access-Control-Allow-Credentials", "true")
		next.ServeHTTP(w, r)
	})
}`),
        wrap: old('handler = enableCors(handler)'),
      }),
  },
] satisfies Scene[];
