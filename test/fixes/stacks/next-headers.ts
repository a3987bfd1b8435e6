import { next } from '../next.ts';

export default next('next.config.ts', { preflightUnrouted: true, missingVary: true });
