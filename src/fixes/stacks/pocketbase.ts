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
  leftIn: 'Both lists take effect: an old `--origins=*` still allows every site.',
  docs: 'https://pocketbase.io/docs/going-to-production/',
  signs: [],
  bodies: [
    /^\{"(?:data":\{\},"message|code":\d{3},"message)":"The requested resource wasn't found\."/,
  ],
  verified: null,
  limits: [
    'PocketBase never sends `Access-Control-Allow-Credentials`: send the token in `Authorization`, as its SDK does.',
    'Methods, request headers (all) and exposed headers (none) cannot be set.',
    'Without the option, every site is allowed, without credentials.',
  ],
  render: ({ origins }) => lines('./pocketbase serve \\', `  --origins='${origins.join(',')}'`),
} satisfies Stack as Stack;
