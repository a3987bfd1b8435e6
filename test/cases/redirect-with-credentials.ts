import { type Cases, cors } from '../build.ts';

const to = (Location: string) => ({ status: 302, headers: { ...cors, Location } });

export default {
  reports: [
    {
      name: 'a user name and a password in Location',
      response: to('https://reader:secret@files.example.net/a.json'),
      error: 'RedirectContainsCredentials',
      behind: [],
      certainty: 'likely',
      says: ['https://files.example.net/a.json', 'change them'],
    },
    {
      name: 'a user name alone is enough, on the same server',
      response: to('https://reader@api.example.com/a.json'),
      error: 'RedirectContainsCredentials',
    },
  ],
  silent: [
    {
      name: 'an @ in the path is no user name',
      response: to('https://api.example.com/@reader/a.json'),
      followed: [{ response: { status: 200, headers: cors } }],
      error: null,
      instead: null,
    },
    {
      name: 'the redirect lacks CORS headers: that is checked first',
      response: { status: 302, headers: { Location: 'https://api.example.com/b' } },
      error: 'MissingAllowOriginHeader',
      instead: 'redirect-without-cors',
    },
  ],
} satisfies Cases;
