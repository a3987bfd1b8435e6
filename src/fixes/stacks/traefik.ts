import { lines } from '../text.ts';
import { headersOptions, traefik } from '../traefik.ts';
import type { Stack } from '../types.ts';

export default {
  ...traefik,
  id: 'traefik',
  title: 'Traefik (file provider)',
  place: 'In the dynamic config. Then put `cors` first in the `middlewares` of the router.',
  render: (policy) =>
    lines(
      'http:',
      '  middlewares:',
      '    cors:',
      '      headers:',
      ...headersOptions(policy, '        '),
    ),
} satisfies Stack as Stack;
