import type { Finding } from '../session.ts';

/**
 * Whether CORS config of the server helps: CORS blocked the request, and neither the page nor the network has to
 * change first. Headers come second where the server's code is at fault: they let the page read the error.
 */
export function configHelps({
  verdict,
  diagnosis,
}: Pick<Finding, 'verdict' | 'diagnosis'>): boolean {
  if (verdict.outcome !== 'blocked') return false;
  return diagnosis === null || /^server-/.test(diagnosis.fix);
}
