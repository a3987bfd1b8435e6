import { lines } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'pocketbase',
  title: 'PocketBase',
  language: 'sh',
  layer: 'app',
  place:
    'The command that starts PocketBase (in its systemd unit or Dockerfile), with your own options.',
  existing: ['--origins', 'apis.CORS', 'Access-Control-Allow-Origin'],
  leftIn:
    'Of an option that is given twice, both lists count: an old `--origins=*` goes on allowing every site.',
  docs: 'https://pocketbase.io/docs/going-to-production/',
  signs: [],
  bodies: [
    /^\{"(?:data":\{\},"message|code":\d{3},"message)":"The requested resource wasn't found\."/,
  ],
  verified: null,
  limits: [
    'PocketBase allows no credentials; its own clients send the token in `Authorization`.',
    'Methods and request headers are its own choice: all that the page asks for. No response header can be exposed.',
    'The default is `*`: every site is allowed, without credentials.',
  ],
  render: ({ origins }) => lines('./pocketbase serve \\', `  --origins='${origins.join(',')}'`),
} satisfies Stack as Stack;
