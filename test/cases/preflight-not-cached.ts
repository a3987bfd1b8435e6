import { type Cases, cors, jsonPost, preflightOk } from '../build.ts';

const call = (name: string, headers = {}) => ({
  name,
  ...jsonPost,
  preflight: { status: 204, headers: { ...preflightOk.headers, ...headers } },
  response: { status: 200, headers: cors },
  error: null,
});
const earlier = (times: number, headers = {}) =>
  Array.from({ length: times }, (_, index) => call(`call ${index}`, headers));

export default {
  reports: [
    {
      ...call('four calls, four preflights'),
      earlier: earlier(3),
      says: [
        '4 identical preflights',
        '84 ms',
        'cache it for 5 seconds',
        '3 of them (63 ms)',
        'Chrome',
        'Firefox',
      ],
    },
    {
      ...call('ten seconds are too short', { 'Access-Control-Max-Age': '10' }),
      earlier: earlier(2, { 'Access-Control-Max-Age': '10' }),
      says: ['Access-Control-Max-Age: 10'],
    },
  ],
  silent: [
    { ...call('one call'), instead: null },
    { ...call('two calls'), earlier: earlier(1), instead: null },
    {
      ...call('the response is kept long enough', { 'Access-Control-Max-Age': '600' }),
      earlier: earlier(3, { 'Access-Control-Max-Age': '600' }),
      instead: null,
    },
  ],
} satisfies Cases;
