import { useEffect, useRef, useState } from 'react';
import { readAhead } from '../fixes/policy.ts';
import type { Finding } from '../session.ts';

/** Requests that are read within a frame; of more, so many at a time. */
const most = 1_000;

/**
 * The session's findings once each was read for the config: thousands take longer than a frame, so they are read in
 * pieces. While they grow, those that were read before; null while there are none of this session.
 */
export function useRead(findings: readonly Finding[]): readonly Finding[] | null {
  const read = useRef<readonly Finding[]>([]);
  const [, setRead] = useState(findings);
  const few = findings.length <= most;
  if (few) read.current = findings;
  useEffect(() => {
    if (few) return;
    let left = false;
    const go = async (): Promise<void> => {
      let count = 0;
      for (const { exchange } of findings) {
        if (!readAhead(exchange)) continue;
        count += 1;
        if (count % most === 0) await new Promise((resolve) => setTimeout(resolve));
        if (left) return;
      }
      read.current = findings;
      setRead(findings);
    };
    void go();
    return () => {
      left = true;
    };
  }, [findings, few]);
  const { current } = read;
  // Another page, or another file of the same name, has other requests.
  const same = [current[0], current.at(-1)].some((each) => each && findings.includes(each));
  return few || same ? current : null;
}
