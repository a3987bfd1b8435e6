import type { Host } from './host.ts';
import { ImportBanner } from './ImportBanner.tsx';
import type { Shown } from './store.ts';
import { TrialBanner } from './TrialBanner.tsx';
import type { FileAccess } from './useFiles.ts';

/** What is to be known before the list is read. */
export function Banners({
  shown,
  access,
  trials,
}: {
  shown: Shown;
  access: FileAccess;
  trials: Host['trials'];
}) {
  return (
    <>
      <ImportBanner access={access} />
      {trials && <TrialBanner trials={trials} />}
      {(shown.counts.missed ?? 0) > 0 && (
        <p className="banner" role="status" data-testid="missed">
          Firefox is hiding requests from this panel: in the Network panel, select “All”, clear the
          filter and resume recording.
        </p>
      )}
      {shown.lost && (
        <p className="banner" role="alert">
          CORS Lens was updated. Reopen DevTools to continue.
        </p>
      )}
    </>
  );
}
