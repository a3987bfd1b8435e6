import { type Cases, cors, corsWithCredentials } from '../build.ts';

const sets = (cookie: string) => ({
  status: 200,
  headers: { ...corsWithCredentials, 'Set-Cookie': cookie },
});
const elsewhere = { url: 'https://api.example.net/login', credentials: true } as const;

export default {
  reports: [
    {
      name: 'no SameSite across sites',
      ...elsewhere,
      response: sets('session=1; Path=/; HttpOnly; Secure'),
      error: null,
      says: ['session', 'means `Lax`', 'SameSite=None; Secure'],
    },
    {
      name: 'SameSite=Strict across sites',
      ...elsewhere,
      response: sets('session=1; SameSite=Strict; Secure'),
      error: null,
      says: ['SameSite=strict'],
    },
    {
      name: 'SameSite=None without Secure',
      ...elsewhere,
      response: sets('session=1; SameSite=None'),
      error: null,
      says: ['without `Secure`'],
    },
    {
      name: 'the request was made without credentials',
      url: 'https://api.example.net/login',
      response: {
        status: 200,
        headers: { ...cors, 'Set-Cookie': 'session=1; SameSite=None; Secure' },
      },
      error: null,
      says: ["credentials: 'include'"],
    },
  ],
  silent: [
    {
      name: 'SameSite=None; Secure',
      ...elsewhere,
      response: sets('session=1; SameSite=None; Secure'),
      error: null,
      instead: null,
    },
    {
      name: 'Lax is enough within one site',
      credentials: true,
      response: sets('session=1; SameSite=Lax'),
      error: null,
      instead: null,
    },
    {
      name: 'a cookie of the load balancer',
      url: 'https://api.example.net/items',
      response: {
        status: 200,
        headers: { ...cors, 'Set-Cookie': '__cf_bm=x; path=/; HttpOnly; Secure' },
      },
      error: null,
      instead: null,
    },
    {
      name: 'a cookie is taken away',
      ...elsewhere,
      response: sets('session=; Max-Age=0'),
      error: null,
      instead: null,
    },
  ],
} satisfies Cases;
