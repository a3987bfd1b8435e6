import { comma, lines, single } from './text.ts';
import type { Policy } from './types.ts';

/** How the function's parameters are written, for one framework. */
interface Signature {
  /** Between the brackets, with their types where the compiler cannot know them. */
  readonly parameters?: string;
  /** Before each line. */
  readonly indent?: string;
  /** Something else may have set CORS headers before: they are removed first. */
  readonly earlier?: boolean;
  /** Whether it hands on by calling `next()`; otherwise by returning. Default: true. */
  readonly next?: boolean;
}

/**
 * A middleware for everything that hands Node's own request and response on: Express, Connect, NestJS.
 *
 * No package: nothing to install, the same text in modules and in CommonJS, no name that may exist already.
 * An earlier config that is still there sets its headers later; the response stops listening to it here, so
 * that neither a second value nor `*` can come of it.
 */
export function middleware(
  { origins, methods, headers, exposed, credentials, maxAge }: Policy,
  { parameters = 'req, res, next', indent = '', earlier = false, next = true }: Signature = {},
): string {
  const text = lines(
    `(${parameters}) => {`,
    `  const allowedOrigins = [${single(origins)}];`,
    "  const origin = req.headers.origin ?? '';",
    ...(earlier
      ? [
          '  for (const name of res.getHeaderNames()) {',
          '    if (/^access-control-/i.test(name)) res.removeHeader(name);',
          '  }',
        ]
      : []),
    "  res.setHeader('Vary', 'Origin');",
    '  if (allowedOrigins.includes(origin)) {',
    "    res.setHeader('Access-Control-Allow-Origin', origin);",
    credentials && "    res.setHeader('Access-Control-Allow-Credentials', 'true');",
    exposed.length > 0 &&
      `    res.setHeader('Access-Control-Expose-Headers', '${comma(exposed)}');`,
    '    // A preflight has no credentials: return 204 before any authentication runs.',
    "    if (req.method === 'OPTIONS' && req.headers['access-control-request-method']) {",
    `      res.setHeader('Access-Control-Allow-Methods', '${comma(methods)}');`,
    headers.length > 0 &&
      `      res.setHeader('Access-Control-Allow-Headers', '${comma(headers)}');`,
    `      res.setHeader('Access-Control-Max-Age', '${maxAge}');`,
    '      res.statusCode = 204;',
    '      res.end();',
    '      return;',
    '    }',
    '  }',
    "  // Other code can't change these headers any more, or replace `Vary`.",
    '  const setHeader = res.setHeader;',
    '  res.setHeader = (name, value) => {',
    '    if (/^access-control-/i.test(name)) return res;',
    "    if (/^vary$/i.test(name) && !/origin/i.test(String(value))) value = 'Origin, ' + value;",
    '    return setHeader.call(res, name, value);',
    '  };',
    next && '  next();',
    '}',
  );
  return text
    .trimEnd()
    .replace(/^(?=.)/gm, indent)
    .trimStart();
}
