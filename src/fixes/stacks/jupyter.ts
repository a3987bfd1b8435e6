import { alternation, comma, lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'jupyter',
  title: 'Jupyter (Server, Lab, Notebook 7)',
  language: 'py',
  layer: 'app',
  builtOn: 'tornado',
  place:
    'jupyter_server_config.py in `jupyter --config-dir` (`jupyter server --generate-config` makes it), at its end.',
  leftIn:
    'Of two lines the last one takes effect: an old `allow_origin = "*"` below the snippet sends `*` to every site, and requests with credentials stay blocked. A jupyter_server_config.json overrides the .py.',
  existing: [
    'allow_origin',
    'allow_origin_pat',
    'allow_credentials',
    'tornado_settings',
    'disable_check_xsrf',
  ],
  docs: 'https://jupyter-server.readthedocs.io/en/latest/other/full-config.html',
  signs: [
    { header: 'content-security-policy', value: /\/api\/security\/csp-report/ },
    { header: 'set-cookie', value: /^username-[\w.-]+(?==)/ },
  ],
  bodies: [/<title>Jupyter (?:Server|Notebook)/],
  verified: 'Jupyter Server 1.23.3',
  limits: [
    'Methods cannot be set: GET, PUT, POST, PATCH, DELETE and OPTIONS are allowed.',
    'A preflight for a path without a route gets 404.',
    'A preflight that requests `authorization` passes for every origin; the request itself does not.',
    'Requests that change something need `Authorization: token …`; with the cookie alone they need `X-XSRFToken` too.',
  ],
  render: ({ origins, headers, exposed, credentials, maxAge }) =>
    lines(
      'c = get_config()  # noqa: F821',
      'c.ServerApp.allow_origin = ""',
      `c.ServerApp.allow_origin_pat = r"^(?:${alternation(origins)})$"`,
      `c.ServerApp.allow_credentials = ${credentials ? 'True' : 'False'}`,
      'c.ServerApp.tornado_settings = {',
      '    "headers": {',
      `        "Access-Control-Allow-Headers": "${comma(headers)}",`,
      exposed.length > 0 && `        "Access-Control-Expose-Headers": "${comma(exposed)}",`,
      `        "Access-Control-Max-Age": "${maxAge}",`,
      '        "Vary": "Origin",',
      '    }',
      '}',
    ),
} satisfies Stack as Stack;
