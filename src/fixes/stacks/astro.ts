import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import { withCors } from '../with-cors.ts';

export default {
  id: 'astro',
  title: 'Astro',
  language: 'ts',
  layer: 'app',
  place: 'src/middleware.ts; beside an `onRequest` of your own: `sequence(cors, yours)`.',
  docs: 'https://docs.astro.build/en/guides/middleware/',
  signs: [{ header: 'x-astro-reroute', value: /^no$/ }],
  bodies: [/<title>404: Not Found<\/title>/],
  verified: 'Astro 5.18.2',
  limits: [
    'Only pages and endpoints rendered on demand pass through it, not prerendered files.',
    'A cross-site POST of a form is refused before it (security.checkOrigin); JSON is not.',
  ],
  render: (policy) =>
    lines(
      "import type { MiddlewareHandler } from 'astro';",
      '',
      withCors(policy, { types: true }).trimEnd(),
      '',
      'export const onRequest: MiddlewareHandler = ({ request }, next) => withCors(() => next())(request);',
    ),
} satisfies Stack as Stack;
