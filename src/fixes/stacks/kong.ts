import { alternation, double, each, lines } from '../text.ts';
import type { Stack } from '../types.ts';

const known = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];

export default {
  id: 'kong',
  title: 'Kong',
  language: 'yaml',
  layer: 'proxy',

  place: 'In the declarative config (kong.yml), on the service or the route.',
  existing: ['name: cors', 'access-control-'],
  leftIn:
    'Of several `cors` plugins the most specific one applies (route, then service, then global), so an old one on the route wins.',
  onlyOnSuccess:
    'The `cors` plugin is on the service or route only: the responses of Kong for requests that match no route (404) have no headers.',
  docs: 'https://developer.konghq.com/plugins/cors/',
  signs: [
    { header: 'server', value: /^kong\/\S+/i },
    { header: 'via', value: /\bkong\/\S+/i },
    { header: 'x-kong-upstream-latency', value: /^\d+/ },
    { header: 'x-kong-proxy-latency', value: /^\d+/ },
  ],

  verified: null,
  limits: [
    'The route must accept OPTIONS: a route with a list of methods needs it there.',
    'Methods Kong does not support are left out.',
    'Responses to requests without `Origin` have no `Vary`.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      'plugins:',
      '  - name: cors',
      '    config:',
      '      # An entry with other characters than letters, digits, ".", ":", "/" and "-" is a regular expression.',
      '      origins:',
      each(origins, (origin) =>
        /^[A-Za-z0-9.:/-]+$/.test(origin)
          ? `        - '${origin}'`
          : `        - '^${alternation([origin])}$'`,
      ),
      `      methods: [${double(methods.filter((method) => known.includes(method)))}]`,
      '      # Never empty: Kong would then allow every requested header.',
      `      headers: [${double(headers.length > 0 ? headers : ['accept'])}]`,
      exposed.length > 0 && `      exposed_headers: [${double(exposed)}]`,
      `      credentials: ${credentials}`,
      `      max_age: ${maxAge}`,
      '      # Kong handles the preflight itself.',
      '      preflight_continue: false',
    ),
} satisfies Stack as Stack;
