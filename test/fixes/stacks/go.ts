import type { Host } from '../host.ts';

export default {
  apt: ['golang-go', 'golang-github-rs-cors-dev'],
  files: (snippet, { port }) => ({
    ...(snippet ? { 'cors.go': snippet } : {}),
    'main.go': `
package main

import (
	"fmt"
	"net/http"
)

func authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
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

func main() {
	api := http.NewServeMux()
	api.HandleFunc("/api/data", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Total-Count", "42")
		fmt.Fprint(w, "{}")
	})
	api.HandleFunc("/api/err", func(w http.ResponseWriter, r *http.Request) { panic("crash") })
	mux := http.NewServeMux()
	mux.Handle("/api/", authenticated(api))
	http.ListenAndServe("127.0.0.1:${port}", ${snippet ? 'withCORS(mux)' : 'mux'})
}
`,
  }),
  env: ({ cache }) => ({
    GO111MODULE: 'off',
    GOPATH: '/usr/share/gocode',
    GOCACHE: `${cache}/build`,
  }),
  build: () => [['go', 'build', '-o', 'server', '.']],
  start: ({ dir }) => [`${dir}/server`],
  version: ({ deb }) =>
    `Go ${deb('golang-1.19-go')} with rs/cors ${deb('golang-github-rs-cors-dev')}`,
} satisfies Host;
