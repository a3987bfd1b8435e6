import { hosted, lane } from './lane.ts';

// The lane's own test: a snippet with one header misspelt must fail. MISTAKES=all tries every stack.
const sample = ['express', 'nginx', 'php'];
const proxies = /-proxy$|-rewrites$/;

lane(
  process.env.MISTAKES === 'all'
    ? hosted.filter((id) => id === 'next-proxy' || !proxies.test(id))
    : sample,
  {
    mistaken: true,
  },
);
