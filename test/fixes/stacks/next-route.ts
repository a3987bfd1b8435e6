import { next } from '../next.ts';

export default next('lib/cors.ts', { missing: true, preflightUnrouted: true }, true);
