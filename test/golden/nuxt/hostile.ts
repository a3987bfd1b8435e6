// A middleware and not routeRules: `cors: true` there allows every origin, and answers no
// preflight for a file such as data.get.ts. h3 1 has handleCors(), which forgets the max-age.
import {
  appendResponseHeader,
  defineEventHandler,
  getRequestHeader,
  sendNoContent,
  setResponseHeader,
} from 'h3';

const allowedOrigins = ['https://app.example.com'];

export default defineEventHandler((event) => {
  const origin = getRequestHeader(event, 'origin') ?? '';
  appendResponseHeader(event, 'Vary', 'Origin');
  if (!allowedOrigins.includes(origin)) return;
  setResponseHeader(event, 'Access-Control-Allow-Origin', origin);
  setResponseHeader(event, 'Access-Control-Allow-Credentials', 'true');
  setResponseHeader(event, 'Access-Control-Expose-Headers', 'x-total-count');
  if (event.method === 'OPTIONS' && getRequestHeader(event, 'access-control-request-method')) {
    setResponseHeader(event, 'Access-Control-Allow-Methods', 'GET, PUT');
    setResponseHeader(event, 'Access-Control-Allow-Headers', 'content-type, x-ok, x-request-id');
    setResponseHeader(event, 'Access-Control-Max-Age', '600');
    return sendNoContent(event, 204);
  }
});
