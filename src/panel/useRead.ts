import { useEffect, useRef, useState } from 'react';
import { readAhead } from '../fixes/legs.ts';
import type { Finding } from '../session.ts';
import { inPieces } from './pieces.ts';

/** Requests that are read within a frame. */
const few = 1_000;

/**
 * The session's findings once each was read for the config: thousands take longer than a frame, so they are read in
 * pieces. While they grow, those that were read before; null while there are none of this session.
 */
export function useRead(findings: readonly Finding[]): readonly Finding[] | null {
  const read = useRef<readonly Finding[]>([]);
  const [, setRead] = useState(findings);
  const atOnce = findings.length <= few;
  if (atOnce) read.current = findings;
  useEffect(() => {
    if (atOnce) return;
    return inPieces(
      findings,
      ({ exchange }) => readAhead(exchange),
      () => {
        read.current = findings;
        setRead(findings);
      },
    );
  }, [findings, atOnce]);
  const { current } = read;
  // Another page, or another file of the same name, has other requests.
  const same = [current[0], current.at(-1)].some((each) => each && findings.includes(each));
  return atOnce || same ? current : null;
}
