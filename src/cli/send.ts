import { type LookupAddress, lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { HeaderList } from '../cors/headers.ts';

/** One HTTP request, without anything that a server would be told by the way. */
export interface Message {
  readonly method: string;
  readonly url: URL;
  readonly headers: HeaderList;
  readonly body: string | null;
}

/** What came back. */
export interface Received {
  /** 0: no response. */
  readonly status: number;
  /** Names in the case of the wire, one pair for each line. */
  readonly headers: HeaderList;
  /** "HTTP/1.1" or "HTTP/2". */
  readonly version: string;
  /** What Chromium's error code for the failure is; null when there was none. */
  readonly error: string | null;
}

/** How to send. */
export interface SendOptions {
  /** Ends the request; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Takes any certificate. */
  readonly insecure: boolean;
}

/** Bytes of a body, and milliseconds after its headers, that are waited for: it only shows whether it breaks off. */
const mostBytes = 1 << 20;
const mostWait = 1_000;
/** As in Chromium. net/http/http_stream_parser.h */
const mostHeaderBytes = 1 << 18;

/**
 * Sends one request and reads the response, of the body no more than tells whether it is whole. A failure of the
 * network comes as the error code that Chromium has for it. Throws only the signal's reason.
 */
export async function send(message: Message, options: SendOptions): Promise<Received> {
  const { url } = message;
  const { signal } = options;
  signal.throwIfAborted();
  if (unsafePorts.has(Number(url.port))) return failure('net::ERR_UNSAFE_PORT');
  try {
    if (url.protocol === 'http:') return await overHttp1(message, signal, null);
    const socket = await secured(url, options);
    return socket.alpnProtocol === 'h2'
      ? await overHttp2(message, signal, socket)
      : await overHttp1(message, signal, socket);
  } catch (error) {
    signal.throwIfAborted();
    return failure(codeOf(error as NodeJS.ErrnoException));
  }
}

function failure(error: string): Received {
  return { status: 0, headers: [], version: '', error };
}

/** A TLS connection; the server chooses between HTTP/2 and HTTP/1.1 as it does for a browser. */
function secured(url: URL, { signal, insecure }: SendOptions): Promise<TLSSocket> {
  const host = hostOf(url);
  return new Promise((done, fail) => {
    const socket = connectTls({
      host,
      port: Number(url.port) || 443,
      ...(isIP(host) ? {} : { servername: host }),
      ALPNProtocols: ['h2', 'http/1.1'],
      rejectUnauthorized: !insecure,
      lookup,
    });
    const stop = () => socket.destroy(new Error('stopped'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', stop);
      done(socket);
    });
  });
}

function overHttp1(
  { method, url, headers, body }: Message,
  signal: AbortSignal,
  socket: Socket | null,
): Promise<Received> {
  return new Promise((done, fail) => {
    const request = requestHttp({
      host: hostOf(url),
      port: Number(url.port) || 80,
      path: url.pathname + url.search,
      // Node writes methods in upper case; `patch` must go out as it is.
      method: body === null ? 'GET' : 'POST',
      lookup,
      signal,
      maxHeaderSize: mostHeaderBytes,
      // Browsers take control characters in values, too.
      insecureHTTPParser: true,
      // An agent would make a connection of its own.
      ...(socket ? { createConnection: () => socket } : { agent: false as const }),
    });
    request.method = method;
    request.setHeader('Host', url.host);
    for (const [name, value] of headers) request.setHeader(name, value);
    if (body !== null) request.setHeader('Content-Length', Buffer.byteLength(body));
    else if (/^(POST|PUT)$/.test(method)) request.setHeader('Content-Length', 0);
    request.on('error', fail);
    request.on('upgrade', (response, upgraded) => {
      upgraded.destroy();
      done(withHeaders(response));
    });
    request.on('response', async (response) => {
      const received = withHeaders(response);
      const broken = await brokenOff(response);
      request.destroy();
      done(broken ? { ...received, error: breakOf(received.headers, broken) } : received);
    });
    request.end(body ?? undefined);
  });
}

function withHeaders({ statusCode = 0, rawHeaders, httpVersion }: IncomingMessage): Received {
  return {
    status: statusCode,
    headers: pairsOf(rawHeaders),
    version: `HTTP/${httpVersion}`,
    error: null,
  };
}

function overHttp2(
  { method, url, headers, body }: Message,
  signal: AbortSignal,
  socket: TLSSocket,
): Promise<Received> {
  return new Promise((done, fail) => {
    const session = connectHttp2(url.origin, { createConnection: () => socket });
    const stop = () => session.destroy(new Error('stopped'));
    signal.addEventListener('abort', stop, { once: true });
    const end = (finish: () => void) => {
      signal.removeEventListener('abort', stop);
      session.destroy();
      finish();
    };
    session.on('error', (error) => end(() => fail(error)));
    const stream = session.request(
      {
        ':method': method,
        ':scheme': 'https',
        ':authority': url.host,
        ':path': url.pathname + url.search,
        ...Object.fromEntries(headers),
      },
      { endStream: body === null },
    );
    stream.on('error', (error) => end(() => fail(Object.assign(error, { code: 'ERR_HTTP2' }))));
    stream.on('response', async (...args: unknown[]) => {
      const [fields, , raw] = args as [Record<string, unknown>, number, string[]];
      const received: Received = {
        status: Number(fields[':status']),
        headers: pairsOf(raw).filter(([name]) => !name.startsWith(':')),
        version: 'HTTP/2',
        error: null,
      };
      const broken = await brokenOff(stream);
      end(() => done(broken ? { ...received, error: 'net::ERR_HTTP2_PROTOCOL_ERROR' } : received));
    });
    if (body !== null) stream.end(body);
  });
}

/** The error with which a body broke off; null when it ended, or was long or slow enough not to be looked at further. */
async function brokenOff(body: Readable): Promise<NodeJS.ErrnoException | null> {
  return new Promise((done) => {
    const timer = setTimeout(() => done(null), mostWait);
    let bytes = 0;
    const end = (error: NodeJS.ErrnoException | null) => {
      clearTimeout(timer);
      done(error);
    };
    body.on('data', (chunk: Uint8Array) => {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        body.pause();
        end(null);
      }
    });
    body.on('end', () => end(null));
    body.on('close', () => end(null));
    // The time being up says nothing of the body.
    body.on('error', (error) => end(error.name === 'AbortError' ? null : error));
  });
}

function breakOf(headers: HeaderList, { code }: NodeJS.ErrnoException): string {
  if (code?.startsWith('HPE_')) return 'net::ERR_INVALID_CHUNKED_ENCODING';
  return headers.some(([name]) => name.toLowerCase() === 'content-length')
    ? 'net::ERR_CONTENT_LENGTH_MISMATCH'
    : 'net::ERR_INCOMPLETE_CHUNKED_ENCODING';
}

function pairsOf(raw: readonly string[]): HeaderList {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    pairs.push([raw[index] as string, raw[index + 1] as string]);
  }
  return pairs;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** As browsers do: every name below `localhost` is this machine, whatever the system knows. RFC 6761, 6.3 */
const lookup: LookupFunction = (hostname, options, done) => {
  if (!/^([^.]+\.)*localhost\.?$/i.test(hostname)) {
    resolve(hostname, options, done);
    return;
  }
  const local: LookupAddress[] = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  const fits = local.filter(({ family }) => !options.family || options.family === family);
  const [first] = fits.length > 0 ? fits : local;
  if (options.all) done(null, fits);
  else done(null, first?.address ?? '127.0.0.1', first?.family ?? 4);
};

/** Chromium's error code for a failure of Node's; the first that matches. */
const codes: readonly (readonly [code: RegExp, name: string])[] = [
  [/^(ENOTFOUND|EAI_\w+|ENODATA)$/, 'NAME_NOT_RESOLVED'],
  [/^ECONNREFUSED$/, 'CONNECTION_REFUSED'],
  [/^(EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EINVAL)$/, 'ADDRESS_UNREACHABLE'],
  [/^ETIMEDOUT$/, 'CONNECTION_TIMED_OUT'],
  [/^EPIPE$/, 'CONNECTION_RESET'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'CERT_COMMON_NAME_INVALID'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'CERT_DATE_INVALID'],
  [/^CERT_REVOKED$/, 'CERT_REVOKED'],
  [/SELF_SIGNED|UNABLE_TO_|CERT_|INVALID_CA/, 'CERT_AUTHORITY_INVALID'],
  [/CERTIFICATE_REQUIRED/, 'BAD_SSL_CLIENT_AUTH_CERT'],
  [
    /UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|NO_SHARED_CIPHER|HANDSHAKE_FAILURE/,
    'SSL_VERSION_OR_CIPHER_MISMATCH',
  ],
  [/^(EPROTO|ERR_SSL_\w+)$/, 'SSL_PROTOCOL_ERROR'],
  [/^HPE_HEADER_OVERFLOW$/, 'RESPONSE_HEADERS_TOO_BIG'],
  [/^HPE_/, 'INVALID_HTTP_RESPONSE'],
  [/HTTP2/, 'HTTP2_PROTOCOL_ERROR'],
];

function codeOf(error: NodeJS.ErrnoException): string {
  const { code = '', syscall } = error;
  // A server that ends the connection without a word is told from one that resets it.
  if (code === 'ECONNRESET') {
    return `net::ERR_${syscall === 'read' || syscall === 'write' ? 'CONNECTION_RESET' : 'EMPTY_RESPONSE'}`;
  }
  const name = codes.find(([pattern]) => pattern.test(code))?.[1];
  return `net::ERR_${name ?? 'CONNECTION_FAILED'}`;
}

/** Fetch standard, bad port. https://fetch.spec.whatwg.org/#bad-port */
const unsafePorts = new Set(
  (
    '1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 ' +
    '117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 ' +
    '587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 ' +
    '6668 6669 6679 6697 10080'
  )
    .split(' ')
    .map(Number),
);
