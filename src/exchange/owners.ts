import { type Failed, originSent } from './failed.ts';
import { quote, serverOf } from './text.ts';

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
  [
    /^github\.com$/,
    'GitHub',
    'The API for scripts is api.github.com, which does allow other origins.',
  ],
  [/^hooks\.slack\.com$/, 'Slack'],
  [/^query\d?\.finance\.yahoo\.com$/, 'Yahoo'],
  [
    /^maps\.googleapis\.com$/,
    'Google Maps',
    'For pages, Google offers the Maps JavaScript API in place of the web services.',
  ],
  [/^newsapi\.org$/, 'NewsAPI', 'Its free plan answers pages on localhost only.'],
  [
    /\.wikipedia\.org$/,
    'Wikipedia',
    'Its API allows other origins once the query says origin=* (without sign-in).',
  ],
  [/^api\.anthropic\.com$/, 'Anthropic'],
  [/^(www\.)?google\.[a-z.]+$/, 'Google'],
];

/** Platforms where the allowed origins are entered in a console, and the place in it. */
const platforms: readonly (readonly [url: RegExp, name: string, setting: string])[] = [
  [
    /^https:\/\/[^/]+\.auth0\.com\//,
    'Auth0',
    'Applications, your application, Allowed Origins (CORS)',
  ],
  [
    /^https:\/\/[^/]+\.(okta|oktapreview|okta-emea)\.com\//,
    'Okta',
    'Security, API, Trusted Origins, with the type CORS',
  ],
  [
    /^https:\/\/(login\.microsoftonline\.com|[^/]+\.(b2clogin|ciamlogin)\.com)\//,
    'Microsoft Entra',
    'App registrations, your app, Authentication, a redirect URI of the type Single-page application',
  ],
  [/\/realms\/[^/]+\//, 'Keycloak', 'Clients, your client, Web origins'],
  [
    /^https:\/\/(accounts\.google\.com|oauth2\.googleapis\.com)\//,
    'Google',
    'APIs & Services, Credentials, your OAuth client, Authorized JavaScript origins',
  ],
  [/^https:\/\/[^/]+\.zitadel\.cloud\//, 'ZITADEL', 'your application, Additional Origins'],
  [/^https:\/\/[^/]+\.my\.salesforce\.com\//, 'Salesforce', 'Setup, CORS, Allowed Origins List'],
  [/^https:\/\/[^/]+\.(api|apicdn)\.sanity\.io\//, 'Sanity', 'your project, API, CORS origins'],
  [/^https:\/\/[^/]*cloud\.appwrite\.io\//, 'Appwrite', 'your project, Platforms, a web platform'],
  [/^https:\/\/[^/]+\.azurewebsites\.net\//, 'Azure App Service', 'API, CORS, Allowed Origins'],
  [
    /^https:\/\/[^/]+\.(blob|file|queue|table)\.core\.windows\.net\//,
    'Azure Storage',
    'Settings, Resource sharing (CORS)',
  ],
  [
    /^https:\/\/(?=[^/]*amazonaws\.com\/)(?:[^/]*[^/\w])?s3[.-]/,
    'Amazon S3',
    'the bucket, Permissions, CORS',
  ],
  [
    /^https:\/\/([^/]+\.)?storage\.googleapis\.com\//,
    'Google Cloud Storage',
    'the CORS configuration of the bucket (gcloud storage buckets update --cors-file)',
  ],
];

/** Hosting under one shared name: what stands before it is whoever deployed there, most often the developer. */
const hosting =
  /\.(amazonaws\.com|cloudfront\.net|azurewebsites\.net|azure-api\.net|windows\.net|run\.app|cloudfunctions\.net|web\.app|firebaseapp\.com|appspot\.com|herokuapp\.com|vercel\.app|netlify\.app|workers\.dev|pages\.dev|supabase\.co|onrender\.com|railway\.app|fly\.dev|deno\.dev|ngrok(-free)?\.(io|app|dev)|trycloudflare\.com|loca\.lt|gitpod\.io|github\.dev|replit\.dev)$/;

/**
 * First steps for a server whose headers the developer may not be able to change: a known public API, or one under
 * another registrable domain, which is said as a guess. Empty when nothing points that way.
 */
export function notYours(failed: Failed): string[] {
  const target = URL.parse(failed.hop.url);
  const page = URL.parse(failed.exchange.origin);
  if (!target) return [];
  const server = serverOf(failed.hop.url);
  for (const [host, name, hint] of publicApis) {
    if (!host.test(target.hostname)) continue;
    return [
      ...(hint === undefined ? [] : [hint]),
      `${server} belongs to ${name}: its headers are not yours to change. Call it from a small backend of your own (one route that fetches it for your page, and keeps the API key), and for local work from the proxy of your dev server (Vite: server.proxy).`,
    ];
  }
  if (platformOf(failed) !== null || !page || hosting.test(target.hostname)) return [];
  const ours = siteOf(page.hostname);
  const theirs = siteOf(target.hostname);
  // A page on this machine or in a shell says nothing about who owns what.
  if (ours === null || theirs === null || ours === theirs || !/^https?:$/.test(page.protocol)) {
    return [];
  }
  return [
    `${server} is under another domain than the page, so it is likely someone else's. If it is, call it from a small backend of your own, and for local work from the proxy of your dev server (Vite: server.proxy); the steps below are for its owner.`,
  ];
}

/** The step for a server whose allowed origins are a setting of its console; empty for all others. */
export function platformSetting(failed: Failed): string[] {
  const platform = platformOf(failed);
  if (platform === null) return [];
  const origin = originSent(failed);
  if (origin === 'null') return [];
  return [
    `Enter the page's origin in the console of ${platform.name}: ${platform.setting}. It must be exactly ${quote(origin)}, with scheme and port, no path and no slash at the end; * is often refused there.`,
  ];
}

function platformOf(failed: Failed): { name: string; setting: string } | null {
  const target = URL.parse(failed.hop.url);
  if (!target) return null;
  const url = `${target.protocol}//${target.hostname}${target.pathname}`;
  const found = platforms.find(([pattern]) => pattern.test(url));
  return found ? { name: found[1], setting: found[2] } : null;
}

/** What to know about an origin that belongs to an app shell, an extension or an editor's preview. */
export function unusualOrigin(failed: Failed): string[] {
  const origin = originSent(failed);
  const shown = quote(origin);
  if (/^(capacitor|ionic|tauri|app):\/\/|^https?:\/\/tauri\.localhost$/.test(origin)) {
    return [
      `${shown} is the origin of your app's shell, and the server must allow it by this name. Other platforms have others: Capacitor is capacitor://localhost on iOS and https://localhost on Android, Tauri is tauri://localhost or http://tauri.localhost on Windows. A shell can also make the request in native code, where CORS does not apply.`,
    ];
  }
  if (origin.startsWith('chrome-extension://')) {
    return [
      `${shown} is an extension. Name the server under host_permissions in its manifest and make the request from the extension's own pages or its worker: then no CORS header is needed. Content scripts are bound by the page's origin.`,
    ];
  }
  if (/^(moz|safari-web)-extension:\/\//.test(origin)) {
    return [
      `${shown} is an extension, and its id differs in every installation, so no server can list it. Name the server under host_permissions in the manifest and make the request from the background script.`,
    ];
  }
  const host = URL.parse(origin)?.hostname ?? '';
  if (previews.test(host)) {
    return [
      `${shown} is the preview of an online editor, with a name that changes. Allow it on a development server only, and never a pattern for all previews together with credentials: everybody can make one.`,
    ];
  }
  return [];
}

/** True for an origin no server's list would hold: one made anew for every installation or preview. */
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
    /^[\d.]+$|^\[|(^|\.)localhost$|^[^.]+$|\.(local|test|internal|lan|invalid|example)$/.test(
      hostname,
    )
  ) {
    return null;
  }
  const labels = hostname.split('.');
  const second = /^(co|com|org|net|gov|ac|edu|or|ne|go)\.[a-z]{2}$/.test(
    labels.slice(-2).join('.'),
  );
  return labels.slice(second ? -3 : -2).join('.');
}
