import { json } from '../text.ts';
import type { Stack } from '../types.ts';

export default {
  id: 'gcs',
  title: 'Google Cloud Storage (also Firebase Storage)',
  language: 'json',
  layer: 'platform',

  place:
    'cors.json, then `gcloud storage buckets update gs://NAME --cors-file=cors.json`. The console has no such setting.',
  docs: 'https://cloud.google.com/storage/docs/using-cors',
  signs: [
    { header: 'x-goog-storage-class', value: /^\w+/ },
    { header: 'x-guploader-uploadid', value: /^\S{6}/ },
    { header: ':authority', value: /(?:^|\.|firebase)storage\.googleapis\.com$/ },
  ],

  verified: null,
  limits: [
    'It replaces all rules of the bucket: keep those you have beside this one.',
    'Credentials are never allowed: use signed URLs.',
    'The host storage.cloud.google.com never answers CORS; storage.googleapis.com does.',
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
