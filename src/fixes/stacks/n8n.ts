import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'n8n',
  title: 'n8n webhook',
  language: 'txt',
  layer: 'app',
  kind: 'console',
  place:
    'The Webhook node: Options, Add option, Allowed Origins (CORS). Then save the workflow and publish it.',
  existing: ['Allowed Origins (CORS)', 'Access-Control-Allow-Origin'],
  leftIn:
    'A Respond to Webhook node that sets `Access-Control-Allow-Origin` overrides the list in its responses: remove the header there.',
  docs: 'https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/',
  signs: [{ header: 'set-cookie', value: /^n8n-(?:auth|browserId)(?==)/ }],
  bodies: [/The requested webhook .{0,200} is not registered\./],
  verified: null,
  limits: [
    'Credentials (never allowed), request headers (all) and exposed headers (none) cannot be set.',
    'Other origins get the first origin of the list, which their browser rejects.',
    'The REST API (/api/v1) has no CORS config: call it from a server of your own.',
    'A 404 for a webhook that is not registered has no CORS headers: publish the workflow, or listen for the test event, first.',
  ],
  // No blanks: n8n does not trim the members.
  render: ({ origins }) => lines(origins.join(',')),
} satisfies Stack as Stack;
