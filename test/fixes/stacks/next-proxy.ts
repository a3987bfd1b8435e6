import { next } from '../next.ts';

export default next('proxy.ts', { missingVary: true });
