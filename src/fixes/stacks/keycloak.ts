import { double, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'keycloak',
  title: 'Keycloak',
  language: 'sh',
  layer: 'app',
  place:
    'A shell where `kcadm.sh config credentials` was done. Or in the admin console: Clients, your client, Settings, Web origins.',
  existing: ['webOrigins', 'Web origins'],
  leftIn:
    'The command replaces the list; in the console, remove `*`, which allows every site, with credentials.',
  onlyOnSuccess:
    'Keycloak knows the list by the client: an error that comes before the client is known (a wrong client_id or realm, a wrong path) bears no CORS headers.',
  docs: 'https://www.keycloak.org/docs/latest/server_admin/#_oidc_clients',
  signs: [
    {
      header: 'set-cookie',
      value:
        /^(?:AUTH_SESSION_ID(?:_LEGACY)?|KC_RESTART|KC_AUTH_SESSION_HASH|KEYCLOAK_[A-Z_]+)(?==)/,
    },
  ],
  verified: null,
  limits: [
    'The list belongs to one client: the one whose client_id the page sends, or whose token it holds.',
    'Methods, exposed headers and credentials (always allowed) are Keycloak’s own choice.',
    'Further request headers: `--spi-cors--default--allowed-headers` of the server, since Keycloak 26.4.',
    'The authorization endpoint is a page: navigate to it, it never answers fetch.',
  ],
  render: ({ origins }) =>
    lines(
      "# ID is the client's id, not its client_id: kcadm.sh get clients -r REALM -q clientId=CLIENT --fields id,webOrigins",
      '# The list is replaced: add the origins it prints that are still in use.',
      'kcadm.sh update clients/ID -r REALM \\',
      `  -s 'webOrigins=[${double(origins)}]'`,
    ),
} satisfies Stack as Stack;
