import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'ktor',
  title: 'Ktor',
  language: 'kt',
  layer: 'app',

  place:
    'The file of your application module; call `cors()` as its first line, before any `install(...)`.',
  existing: ['install(CORS)', 'ktor-server-cors', 'AccessControl', 'Access-Control-'],
  leftIn:
    'The application does not start with a second `install(CORS)`: `DuplicatePluginException`. Headers that routes set themselves are sent as well.',
  onlyOnSuccess:
    'CORS is installed in a route instead of the module, or the headers are set in the routes: 401 and 404 never reach them.',
  docs: 'https://ktor.io/docs/server-cors.html',
  signs: [{ header: 'server', value: /^Ktor\b/ }],

  verified: null,
  limits: ['Requests from other origins get 403.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'import io.ktor.http.HttpMethod',
      'import io.ktor.server.application.Application',
      'import io.ktor.server.application.install',
      'import io.ktor.server.plugins.cors.routing.CORS',
      '',
      '// implementation("io.ktor:ktor-server-cors"); call it first in the module: before authentication.',
      'fun Application.cors() {',
      '    install(CORS) {',
      '        // Hosts without the scheme.',
      each(origins, (origin) => {
        const [scheme = '', host = ''] = origin.split('://');
        return `        allowHost("${host}", schemes = listOf("${scheme}"))`;
      }),
      each(methods, (method) => `        allowMethod(HttpMethod("${method}"))`),
      headers.length > 0 && each(headers, (name) => `        allowHeader("${name}")`),
      exposed.length > 0 && each(exposed, (name) => `        exposeHeader("${name}")`),
      credentials && '        allowCredentials = true',
      '        // Without it, JSON bodies are rejected.',
      '        allowNonSimpleContentTypes = true',
      `        maxAgeInSeconds = ${maxAge}`,
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
