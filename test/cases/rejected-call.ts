import type { Cases } from '../build.ts';

const unserved = 'The browser makes no request: only tracing sees the call.';
const chromium = "TypeError: Failed to execute 'fetch' on 'Window': ";

export default {
  reports: [
    {
      name: 'a request header that is no Latin-1',
      traced: {
        unsent: 'rejected',
        exception: `${chromium}Failed to read the 'headers' property from 'RequestInit': String contains non ISO-8859-1 code point.`,
      },
      error: null,
      behind: [],
      certainty: 'certain',
      says: ['Fix the request header', 'ISO-8859-1', 'sent nothing'],
      unserved,
    },
    {
      name: 'a user in the URL',
      traced: {
        unsent: 'rejected',
        exception: `${chromium}Request cannot be constructed from a URL that includes credentials: https://api.example.com/v1/items`,
      },
      error: null,
      says: ['Remove the user and password from the URL'],
      unserved,
    },
    {
      name: 'a forbidden method in Firefox',
      method: 'TRACE',
      traced: {
        unsent: 'rejected',
        exception: 'SecurityError: Window.fetch: Invalid request method TRACE.',
      },
      error: null,
      says: ['Use a method that browsers allow'],
      unserved,
    },
    {
      name: 'a GET with a body',
      traced: {
        unsent: 'rejected',
        exception: `${chromium}Request with GET/HEAD method cannot have body.`,
      },
      error: null,
      says: ['GET and HEAD have none'],
      unserved,
    },
    {
      name: 'an exception that nobody has met yet',
      traced: { unsent: 'rejected', exception: `${chromium}Something new.` },
      error: null,
      says: ['Something new.', 'Fix the argument that the exception names.'],
      unserved,
    },
  ],
  silent: [
    {
      name: 'a call that the page aborted',
      traced: { outcome: 'error', exception: 'AbortError: signal is aborted without reason' },
      response: { error: 'net::ERR_ABORTED' },
      error: null,
      instead: 'aborted',
    },
    {
      name: 'a call that made a request',
      traced: { outcome: 'error', exception: 'TypeError: Failed to fetch' },
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
