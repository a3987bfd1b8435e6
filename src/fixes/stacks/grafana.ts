import { lines } from '../text.ts';
import type { Stack } from '../types.ts';
import nginx from './nginx.ts';

export default {
  id: 'grafana',
  title: 'Grafana (nginx in front of it)',
  language: 'nginx',
  // What is written is a proxy's config.
  layer: 'proxy',
  builtOn: 'nginx',
  place: `Grafana sends no CORS headers whatever grafana.ini says. ${nginx.place}`,
  existing: ['Access-Control-', 'csrf_trusted_origins'],
  docs: 'https://grafana.com/docs/grafana/latest/developers/http_api/',
  signs: [{ header: 'set-cookie', value: /^grafana_session(?:_expiry)?(?==)/ }],
  bodies: [/<title>Grafana<\/title>/],
  verified: null,
  limits: [
    'Grafana has no CORS config (`allow_embedding` is for frames): the proxy in front of it must add the headers.',
    'Requests that change something with a cookie get 403 "origin not allowed": list the page’s host in `csrf_trusted_origins` under `[security]` in grafana.ini, or send a service account token instead.',
  ],
  render: (policy) => {
    const hosts = policy.origins.map((origin) => origin.replace(/^.*?:\/\/|:\d+$/g, ''));
    return lines(
      policy.credentials &&
        `# grafana.ini, [security]: csrf_trusted_origins = ${[...new Set(hosts)].join(' ')}`,
      nginx.render(policy).trimEnd(),
    );
  },
} satisfies Stack as Stack;
