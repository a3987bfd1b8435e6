/** The stacks `npm test` runs for real; the whole lane is `npm run test:fixes`. */
export const dozen = ['express', 'nginx'];
