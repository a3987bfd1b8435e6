import { type Cases, cors } from '../build.ts';

const says = (value: string) => ({
  response: { status: 200, headers: { 'Access-Control-Allow-Origin': value } },
  error: 'MultipleAllowOriginValues' as const,
});

export default {
  reports: [
    {
      name: 'a list with commas that holds the page',
      ...says('https://app.example.com, https://admin.example.com'),
      behind: [],
      certainty: 'certain',
      says: ['one origin', 'Vary: Origin'],
    },
    {
      name: 'a list with spaces that does not hold the page',
      ...says('https://www.example.com https://admin.example.com'),
      says: ["isn't on the list yet"],
    },
    {
      name: 'an environment variable written out as it is',
      ...says('http://localhost:3000,https://app.example.com'),
    },
  ],
  silent: [
    { name: 'one origin', response: { status: 200, headers: cors }, error: null, instead: null },
    {
      name: 'two lines are two layers',
      response: {
        status: 200,
        headers: { 'Access-Control-Allow-Origin': ['*', 'https://app.example.com'] },
      },
      error: 'MultipleAllowOriginValues',
      instead: 'allow-origin-duplicated',
    },
  ],
} satisfies Cases;
