import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** A component whose code comes in a file of its own. Nothing is shown before it is there; `load` fetches it ahead. */
export interface Later<Props> {
  (props: Props): ReactNode;
  readonly load: () => Promise<void>;
}

/**
 * Unlike React's `lazy`, shows the component in the frame in which its code is there: React holds back for 300 ms
 * what follows a fallback (`FALLBACK_THROTTLE_MS`).
 */
export function later<Props extends object>(
  fetch: () => Promise<ComponentType<Props>>,
): Later<Props> {
  let Part: ComponentType<Props> | null = null;
  const load = async (): Promise<void> => {
    Part ??= await fetch();
  };
  function Loaded(props: Props) {
    const [, setLoaded] = useState(Part !== null);
    useEffect(() => {
      load().then(
        () => setLoaded(true),
        // The extension was updated under the open DevTools: shown like every other failure of the panel.
        (error) =>
          setLoaded(() => {
            throw error;
          }),
      );
    }, []);
    return Part === null ? null : <Part {...props} />;
  }
  return Object.assign(Loaded, { load });
}
