/** The stacks `npm test` runs for real; the whole lane is `npm run test:fixes`. */
export const dozen = [
  'express',
  'nginx',
  'fastapi',
  'django',
  'fastify',
  'next-proxy',
  'apache',
  'php',
  'rails',
  'go',
  'workers',
  'caddy',
];
