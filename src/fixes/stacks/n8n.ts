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
    'A Respond to Webhook node that sets `Access-Control-Allow-Origin` by itself takes the place of this list in its responses.',
  docs: 'https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.webhook/',
  signs: [{ header: 'set-cookie', value: /^n8n-(?:auth|browserId)(?==)/ }],
  bodies: [/The requested webhook .{0,200} is not registered\./],
  verified: null,
  limits: [
    'Webhooks allow no credentials; the request headers are those the page asks for, and no response header can be exposed.',
    'The method is the one the Webhook node listens for.',
    'The REST API (/api/v1) sends no CORS headers and has no setting for them: call it from a server of your own.',
    'A 404 for a webhook that is not registered bears no CORS headers: publish the workflow, or listen for the test event, first.',
  ],
  // No blanks: n8n does not trim the members.
  render: ({ origins }) => lines(origins.join(',')),
} satisfies Stack as Stack;
