import { each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'ktor',
  title: 'Ktor',
  language: 'kt',
  layer: 'app',

  place: 'The module of the application, as the first `install`.',
  docs: 'https://ktor.io/docs/server-cors.html',
  signs: [{ header: 'server', value: /^Ktor\b/ }],

  verified: null,
  limits: ['Other origins get 403.'],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'import io.ktor.http.HttpMethod',
      'import io.ktor.server.application.Application',
      'import io.ktor.server.application.install',
      'import io.ktor.server.plugins.cors.routing.CORS',
      '',
      '// implementation("io.ktor:ktor-server-cors"); call it first in your module: before authentication.',
      'fun Application.cors() {',
      '    install(CORS) {',
      '        // Hosts without their scheme.',
      each(origins, (origin) => {
        const [scheme = '', host = ''] = origin.split('://');
        return `        allowHost("${host}", schemes = listOf("${scheme}"))`;
      }),
      each(methods, (method) => `        allowMethod(HttpMethod("${method}"))`),
      headers.length > 0 && each(headers, (name) => `        allowHeader("${name}")`),
      exposed.length > 0 && each(exposed, (name) => `        exposeHeader("${name}")`),
      credentials && '        allowCredentials = true',
      '        // JSON bodies are refused without it.',
      '        allowNonSimpleContentTypes = true',
      `        maxAgeInSeconds = ${maxAge}`,
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
