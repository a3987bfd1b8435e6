import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'phoenix',
  title: 'Phoenix',
  language: 'ex',
  layer: 'app',

  place: 'lib/NAME_web/endpoint.ex, above `plug NameWeb.Router`.',
  docs: 'https://hexdocs.pm/cors_plug/readme.html',
  signs: [{ header: 'server', value: /^Cowboy\b/i }],

  verified: null,
  limits: [
    'Other origins are told "null", which the frame of a sandbox matches: do not rely on it to keep them out.',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) =>
    lines(
      '# mix.exs: {:cors_plug, "~> 3.0"}',
      '# In the endpoint and not in a pipeline of the router: a preflight has no route there.',
      'plug CORSPlug,',
      `  origin: [${double(origins)}],`,
      `  methods: [${double(methods)}],`,
      `  headers: [${double(headers)}],`,
      exposed.length > 0 && `  expose: [${double(exposed)}],`,
      `  credentials: ${credentials},`,
      `  max_age: ${maxAge}`,
    ),
} satisfies Stack as Stack;
