import { json } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'gcs',
  title: 'Google Cloud Storage (also Firebase Storage)',
  language: 'json',
  layer: 'platform',

  place:
    'Save as cors.json, then run `gcloud storage buckets update gs://NAME --cors-file=cors.json`. The console cannot set CORS.',
  existing: ['responseHeader', 'maxAgeSeconds', 'cors_config'],
  leftIn:
    'The command replaces every rule of the bucket. A rule you keep beside this one with the origin `*` still allows every origin, though never with credentials.',
  docs: 'https://cloud.google.com/storage/docs/using-cors',
  signs: [
    { header: 'x-goog-storage-class', value: /^\w+/ },
    { header: 'x-guploader-uploadid', value: /^\S{6}/ },
    { header: ':authority', value: /(?:^|\.|firebase)storage\.googleapis\.com$/ },
  ],

  verified: null,
  limits: [
    'It replaces every rule of the bucket: add those you need to the list (`gcloud storage buckets describe gs://NAME --format="default(cors_config)"`).',
    'It never allows credentials: use signed URLs.',
    '`storage.cloud.google.com` never sends CORS headers; `storage.googleapis.com` does.',
  ],
  render: ({ origins, methods, headers, exposed, maxAge }) =>
    json([
      {
        origin: origins,
        method: methods,
        // One list for what may be sent and what may be read.
        responseHeader: [...new Set([...headers, ...exposed])],
        maxAgeSeconds: maxAge,
      },
    ]),
} satisfies Stack as Stack;
