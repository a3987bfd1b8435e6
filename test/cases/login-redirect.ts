import { type Cases, cors, jsonPost, page, preflightOk } from '../build.ts';

const to = (Location: string, status = 302) => ({ status, headers: { Location } });

export default {
  reports: [
    {
      name: 'an expired session, sent on to Azure AD after a readable redirect',
      thread: 'axios/axios#932',
      response: {
        status: 302,
        headers: {
          ...cors,
          Location: 'https://login.microsoftonline.com/common/oauth2/authorize?client_id=1',
        },
      },
      followed: [{ response: { status: 200, headers: { 'Content-Type': 'text/html' } } }],
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: ['the Microsoft login page', 'Return 401 instead of a redirect'],
    },
    {
      name: 'a redirect to the login at the apex in place of a 401',
      thread: 'hivecommons/hive#7433',
      response: to('https://example.com/login?next=%2Fv1%2Fitems'),
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
      says: ['looks like a login page (`login`)'],
    },
    {
      name: 'Cloudflare Access',
      thread: 'autobrr/qui#1142',
      response: to('https://team.cloudflareaccess.com/cdn-cgi/access/login/qui.example.com?kid=1'),
      error: 'MissingAllowOriginHeader',
      certainty: 'certain',
      says: ['Cloudflare Access'],
    },
    {
      name: 'Pomerium sends an expired session to its auth host',
      thread: 'pomerium/pomerium#2176',
      response: to('https://authenticate.example.com/.pomerium/sign_in?redirect_uri=x'),
      error: 'MissingAllowOriginHeader',
      says: ['login page'],
    },
    {
      name: 'Zscaler asks to sign in to the corporate proxy (307)',
      thread: 'juice-shop/juice-shop#182',
      response: to('https://gateway.zscaler.net/auD?origurl=https%3A%2F%2Fapi.example.com', 307),
      error: 'MissingAllowOriginHeader',
      says: ['Zscaler', 'the API never saw it'],
    },
    {
      name: 'Zscaler again (302)',
      thread: 'metacademy/metacademy-application#35',
      response: to('https://gateway.zscaler.net/auD?origurl=https%3A%2F%2Fapi.example.com'),
      error: 'MissingAllowOriginHeader',
      says: ['Log in to your corporate proxy'],
    },
    {
      name: 'a relative Location to the framework’s own login',
      response: to('/accounts/login/?next=/v1/items'),
      error: 'MissingAllowOriginHeader',
      certainty: 'likely',
    },
    {
      name: 'the login page refuses the script with 403: that status is not the cause',
      response: {
        status: 302,
        headers: { ...cors, Location: 'https://tenant.okta.com/oauth2/v1/authorize' },
      },
      followed: [{ response: { status: 403 } }],
      error: 'MissingAllowOriginHeader',
      behind: [],
      says: ['the Okta login page'],
    },
    {
      name: 'a PUT is redirected (307), and the login page knows no OPTIONS',
      ...jsonPost,
      preflight: preflightOk,
      response: {
        status: 307,
        headers: { ...cors, Location: 'https://login.microsoftonline.com/common/oauth2/authorize' },
      },
      followed: [{ preflight: { status: 404 } }],
      error: 'PreflightMissingAllowOriginHeader',
      behind: [],
    },
  ],
  silent: [
    {
      name: 'a resource called accounts is no login page',
      url: 'https://api.example.com/v1/me',
      response: to('/v1/accounts/7'),
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
    {
      name: 'a permanent redirect has nothing to do with a session',
      response: to('https://example.com/oauth/items', 301),
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
    {
      name: 'a redirect to a new version of the API',
      response: to('/v2/items', 301),
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
    {
      name: 'the login API moved to another path of itself',
      url: 'https://api.example.com/auth/session',
      response: to('/auth/session/', 308),
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
    {
      name: 'a word that only contains login',
      response: to('/blogins/7', 301),
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
    {
      name: 'the page calls the login API itself, without a redirect',
      page,
      url: 'https://login.example.com/token',
      response: { status: 200 },
      error: 'MissingAllowOriginHeader',
      instead: 'allow-origin-missing',
    },
  ],
} satisfies Cases;
