import { lines } from '../text.ts';
import { traefik } from '../traefik.ts';
import type { Stack } from '../types.ts';

export default {
  ...traefik,
  id: 'traefik-docker',
  title: 'Traefik (Docker labels)',
  place:
    'In compose.yaml, under the service of the API; add the lines to the `labels` it has. Then put `cors` first in the `middlewares` label of the router.',
  docs: 'https://doc.traefik.io/traefik/reference/routing-configuration/other-providers/docker/',
  limits: [
    ...traefik.limits,
    'Labels take effect when the container is created again (`docker compose up -d`).',
  ],
  render: ({ origins, methods, headers, exposed, credentials, maxAge }) => {
    const label = (option: string, value: string | number) =>
      `  - "traefik.http.middlewares.cors.headers.${option}=${value}"`;
    return lines(
      'labels:',
      '  # Before every other middleware: traefik.http.routers.ROUTER.middlewares=cors,...',
      label('accesscontrolalloworiginlist', origins.join(',')),
      label('accesscontrolallowmethods', methods.join(',')),
      headers.length > 0 && label('accesscontrolallowheaders', headers.join(',')),
      exposed.length > 0 && label('accesscontrolexposeheaders', exposed.join(',')),
      credentials && label('accesscontrolallowcredentials', 'true'),
      label('accesscontrolmaxage', maxAge),
      '  # Off by default; without it a cache may serve one origin the response to another.',
      label('addvaryheader', 'true'),
    );
  },
} satisfies Stack as Stack;
