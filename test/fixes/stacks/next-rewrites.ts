import type { Host } from '../host.ts';
import { next } from '../next.ts';

const { calls: _, ...app } = next('next.config.ts', { tells: true });

export default { ...app, sameOrigin: true } satisfies Host;
