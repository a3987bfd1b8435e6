import { isLoopback } from '../cors/loopback.ts';
import { code, serverOf } from '../prose.ts';
import { type Failure, originSent } from './failure.ts';

/** Servers many pages call and none of them owns; their headers are as they are. */
const publicApis: readonly (readonly [host: RegExp, name: string, hint?: string])[] = [
  [/^api\.notion\.com$/, 'Notion'],
  [/^api\.yelp\.com$/, 'Yelp'],
  [/^api\.(x|twitter)\.com$/, 'X'],
  [/^api\.linkedin\.com$/, 'LinkedIn'],
  [/\.api\.mailchimp\.com$/, 'Mailchimp'],
  [/^(api|store)\.steampowered\.com$/, 'Steam'],
  [/^api\.igdb\.com$/, 'IGDB'],
  [/\.api\.riotgames\.com$/, 'Riot Games'],
  [/^github\.com$/, 'GitHub', 'Call `api.github.com` instead: it allows cross-origin requests.'],
  [/^hooks\.slack\.com$/, 'Slack'],
  [/^query\d?\.finance\.yahoo\.com$/, 'Yahoo'],
  [
    /^maps\.googleapis\.com$/,
    'Google Maps',
    'Use the Maps JavaScript API in the page: the web services are for servers.',
  ],
  [
    /^newsapi\.org$/,
    'NewsAPI',
    'Upgrade the NewsAPI plan, or call it from a server: the free plan allows pages on localhost only.',
  ],
  [
    /\.wikipedia\.org$/,
    'Wikipedia',
    'Add `origin=*` to the query: the API then allows every origin, without a login.',
  ],
  [/^api\.anthropic\.com$/, 'Anthropic'],
  [/^(www\.)?google\.[a-z.]+$/, 'Google'],
];

/** Platforms where the allowed origins are entered in a console, and the place in it. */
const platforms: readonly (readonly [url: RegExp, name: string, place: string])[] = [
  [
    /^https:\/\/[^/]+\.auth0\.com\//,
    'Auth0',
    'Applications → your application → Allowed Origins (CORS)',
  ],
  [
    /^https:\/\/[^/]+\.(okta|oktapreview|okta-emea)\.com\//,
    'Okta',
    'Security → API → Trusted Origins, type CORS',
  ],
  [
    /^https:\/\/(login\.microsoftonline\.com|[^/]+\.(b2clogin|ciamlogin)\.com)\//,
    'Microsoft Entra',
    'App registrations → your app → Authentication → a redirect URI of type Single-page application',
  ],
  [/\/realms\/[^/]+\//, 'Keycloak', 'Clients → your client → Web origins'],
  [
    /^https:\/\/(accounts\.google\.com|oauth2\.googleapis\.com)\//,
    'Google',
    'APIs & Services → Credentials → your OAuth client → Authorized JavaScript origins',
  ],
  [/^https:\/\/[^/]+\.zitadel\.cloud\//, 'ZITADEL', 'your application → Additional Origins'],
  [/^https:\/\/[^/]+\.my\.salesforce\.com\//, 'Salesforce', 'Setup → CORS → Allowed Origins List'],
  [/^https:\/\/[^/]+\.(api|apicdn)\.sanity\.io\//, 'Sanity', 'your project → API → CORS origins'],
  [
    /^https:\/\/[^/]*cloud\.appwrite\.io\//,
    'Appwrite',
    'your project → Platforms → a web platform',
  ],
  [/^https:\/\/[^/]+\.azurewebsites\.net\//, 'Azure App Service', 'API → CORS → Allowed Origins'],
  [
    /^https:\/\/[^/]+\.(blob|file|queue|table)\.core\.windows\.net\//,
    'Azure Storage',
    'Settings → Resource sharing (CORS)',
  ],
  [
    /^https:\/\/(?=[^/]*amazonaws\.com\/)(?:[^/]*[^/\w])?s3[.-]/,
    'Amazon S3',
    'your bucket → Permissions → CORS',
  ],
  [
    /^https:\/\/([^/]+\.)?storage\.googleapis\.com\//,
    'Google Cloud Storage',
    'the CORS config of your bucket (`gcloud storage buckets update --cors-file`)',
  ],
];

/** Hosting under one shared name: what stands before it is whoever deployed there, most often the developer. */
const hosting =
  /\.(amazonaws\.com|cloudfront\.net|azurewebsites\.net|azure-api\.net|windows\.net|run\.app|cloudfunctions\.net|web\.app|firebaseapp\.com|appspot\.com|herokuapp\.com|vercel\.app|netlify\.app|workers\.dev|pages\.dev|supabase\.co|onrender\.com|railway\.app|fly\.dev|deno\.dev|ngrok(-free)?\.(io|app|dev)|trycloudflare\.com|loca\.lt|gitpod\.io|github\.dev|replit\.dev)$/;

/**
 * First steps for a server whose headers the developer may not be able to change: a known public API, or one under
 * another registrable domain, which is said as a guess. Empty when nothing points that way.
 */
export function notYours(failure: Failure): string[] {
  const target = URL.parse(failure.hop.url);
  const page = URL.parse(failure.exchange.origin);
  if (!target) return [];
  const server = code(serverOf(failure.hop.url));
  for (const [host, name, hint] of publicApis) {
    if (!host.test(target.hostname)) continue;
    return [
      ...(hint === undefined ? [] : [hint]),
      `Call ${server} from your own backend, which also keeps the API key secret; in development, from your dev server's proxy (Vite: \`server.proxy\`). It belongs to ${name}, so you can't change its headers.`,
    ];
  }
  if (platformOf(failure) !== null || !page || hosting.test(target.hostname)) return [];
  const ours = siteOf(page.hostname);
  const theirs = siteOf(target.hostname);
  // A page on this machine or in a shell says nothing about who owns what.
  if (ours === null || theirs === null || ours === theirs || !/^https?:$/.test(page.protocol)) {
    return [];
  }
  return [
    `If ${server} isn't yours, call it from your own backend or, in development, from your dev server's proxy (Vite: \`server.proxy\`). The other steps are for its owner.`,
  ];
}

/** The step for a server whose allowed origins are configured in a console; empty for all others. */
export function platformConsole(failure: Failure): string[] {
  const platform = platformOf(failure);
  if (platform === null) return [];
  const origin = originSent(failure);
  if (origin === 'null') return [];
  return [
    `Add ${code(origin)} in the ${platform.name} console: ${platform.place}. Enter it exactly like this, without a path or trailing slash.`,
  ];
}

function platformOf(failure: Failure): { name: string; place: string } | null {
  const target = URL.parse(failure.hop.url);
  if (!target) return null;
  const url = `${target.protocol}//${target.hostname}${target.pathname}`;
  const found = platforms.find(([pattern]) => pattern.test(url));
  return found ? { name: found[1], place: found[2] } : null;
}

/** The note on an origin that belongs to an app shell, an extension or an editor's preview. */
export function unusualOrigin(failure: Failure): string[] {
  const origin = originSent(failure);
  const shown = code(origin);
  if (/^(capacitor|ionic|tauri|app):\/\/|^https?:\/\/tauri\.localhost$/.test(origin)) {
    return [
      `${shown} is your app's webview. Other platforms use other origins: Capacitor \`capacitor://localhost\` (iOS) and \`https://localhost\` (Android), Tauri \`tauri://localhost\` and \`http://tauri.localhost\` (Windows). Requests from native code aren't subject to CORS.`,
    ];
  }
  if (origin.startsWith('chrome-extension://')) {
    return [
      `${shown} is an extension. With the server in \`host_permissions\` of its manifest, requests from its own pages or its worker need no CORS headers; content scripts use the page's origin.`,
    ];
  }
  if (/^(moz|safari-web)-extension:\/\//.test(origin)) {
    return [
      `${shown} is an extension, and its id differs per installation, so no allowlist can contain it. With the server in \`host_permissions\` of its manifest, requests from the background script need no CORS headers.`,
    ];
  }
  const host = URL.parse(origin)?.hostname ?? '';
  if (previews.test(host)) {
    return [
      `${shown} is a preview in an online editor, and its name changes. Allow it on a development server only, and never all previews with credentials: anyone can create one.`,
    ];
  }
  return [];
}

/** True for an origin that no allowlist would contain: one made anew for every installation or preview. */
export function isUnlistable(origin: string): boolean {
  return (
    /^(moz|safari-web)-extension:\/\//.test(origin) ||
    previews.test(URL.parse(origin)?.hostname ?? '')
  );
}

const previews =
  /(^|\.)(csb\.app|codesandbox\.io|webcontainer\.io|webcontainer-api\.io|stackblitz\.io|stackblitz\.com|cdpn\.io|codepen\.io|jshell\.net|jsfiddle\.net|replit\.dev|repl\.co|gitpod\.io|app\.github\.dev|lovable\.app|lovableproject\.com|bolt\.new|glitch\.me|plnkr\.co|runkit\.sh)$/;

/**
 * The registrable domain, well enough for a guess that is said as one: two labels, three under names such as
 * co.uk. Null for addresses, single names and this machine.
 */
export function siteOf(hostname: string): string | null {
  if (
    isLoopback(hostname) ||
    /^[\d.]+$|^\[|^[^.]+$|\.(local|test|internal|lan|invalid|example)$/.test(hostname)
  ) {
    return null;
  }
  const labels = hostname.split('.');
  const second = /^(co|com|org|net|gov|ac|edu|or|ne|go)\.[a-z]{2}$/.test(
    labels.slice(-2).join('.'),
  );
  return labels.slice(second ? -3 : -2).join('.');
}
