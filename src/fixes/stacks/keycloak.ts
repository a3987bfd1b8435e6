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
    'Keycloak takes the list from the client: errors before it has found the client (wrong client_id, realm or path) have no CORS headers.',
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
    'The list covers one client: the one whose client_id the page sends, or whose token it uses.',
    'Credentials (allowed), methods and exposed headers cannot be set.',
    'Add further request headers with `--spi-cors--default--allowed-headers`, an option of newer Keycloak 26 servers.',
    'Navigate to the authorization endpoint: it never sends CORS headers.',
  ],
  render: ({ origins }) =>
    lines(
      "# ID is the client's id, not its client_id: kcadm.sh get clients -r REALM -q clientId=CLIENT --fields id,webOrigins",
      '# The command replaces the list: add the origins printed there that are still in use.',
      'kcadm.sh update clients/ID -r REALM \\',
      `  -s 'webOrigins=[${double(origins)}]'`,
    ),
} satisfies Stack as Stack;
