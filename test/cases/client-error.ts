import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

const received = (status: number) => ({
  ...jsonPost,
  preflight: preflightOk,
  response: { status, headers: { 'Content-Type': 'application/json' } },
  error: 'MissingAllowOriginHeader' as const,
});

export default {
  reports: [
    {
      name: 'the values are refused (422)',
      ...received(422),
      certainty: 'certain',
      says: ['422 Unprocessable Content', 'the response body usually says'],
    },
    { name: 'the request cannot be read (400)', ...received(400), says: ['400 Bad Request'] },
    { name: 'the Content-Type is not taken (415)', ...received(415), says: ['Content-Type'] },
    { name: 'a status of its own (499)', ...received(499), says: ['499'] },
  ],
  silent: [
    {
      name: 'a 400 the page can read',
      response: { status: 400, headers: cors },
      error: null,
      instead: null,
    },
    { name: 'a 404 has a rule of its own', ...received(404), instead: 'not-found' },
    { name: 'a 500 is the server', ...received(500), instead: 'server-error' },
  ],
} satisfies Cases;
