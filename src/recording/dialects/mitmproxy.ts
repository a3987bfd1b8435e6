import type { Dialect } from './types.ts';

/** mitmproxy. Its errors are those of Python and its own layers; the browser behind it is unknown. */
export const mitmproxy: Dialect = {
  id: 'mitmproxy',
  title: 'mitmproxy',
  wrote: (creator) => creator.startsWith('mitmproxy'),
  source: 'unknown',
  errors: [
    [
      /\[Errno -?\d+\] (Name or service not known|nodename nor servname|No address associated|Temporary failure in name resolution)|\bgetaddrinfo failed/i,
      { kind: 'dns' },
    ],
    [
      /\b(Connect call failed|Connection refused|No route to host|Network is unreachable|Host unreachable)\b/i,
      { kind: 'refused' },
    ],
    [/\b(timed out|timeout|Operation timed out)\b/i, { kind: 'timeout' }],
    [/\b(TLS|SSL|certificate)\b/i, { kind: 'tls' }],
    [/^(client (disconnected|closed connection)|Client disconnected)/i, { kind: 'aborted' }],
    [
      /\b(server (closed connection|disconnected)|connection (closed|lost|reset)|peer closed connection|Connection reset by peer|stream (closed|reset))\b/i,
      { kind: 'reset' },
    ],
    [
      /\b(invalid (HTTP|response|header)|malformed|protocol error)\b/i,
      { kind: 'invalid-response' },
    ],
    [/^Connection killed/i, { kind: 'blocked-by-client' }],
  ],
};
