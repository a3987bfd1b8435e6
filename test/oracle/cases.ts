import type { Case } from './case.ts';
import { allowOriginCases } from './cases/allow-origin.ts';
import { clientCases } from './cases/clients.ts';
import { neighbourCases } from './cases/neighbours.ts';
import { preflightCases } from './cases/preflight.ts';
import { redirectCases } from './cases/redirects.ts';

/** Every fixed case, by area. The facts are those of the standard and of the web platform tests. */
export const fixedCases: readonly Case[] = [
  ...allowOriginCases,
  ...preflightCases,
  ...redirectCases,
  ...clientCases,
  ...neighbourCases,
];
