import type { Host } from './host.ts';
import { ImportBanner } from './ImportBanner.tsx';
import { HiddenBanner, PreviewBanner, TraceBanner } from './parts.ts';
import type { Shown } from './store.ts';
import type { FileAccess } from './useFiles.ts';

/** What is to be known before the list is read. */
export function Banners({
  shown,
  access,
  previews,
  tracing,
  hidden,
}: {
  shown: Shown;
  access: FileAccess;
  previews: Host['previews'];
  tracing: Host['tracing'];
  hidden?: Host['hidden'];
}) {
  return (
    <>
      <ImportBanner access={access} />
      {previews && <PreviewBanner previews={previews} />}
      {tracing && <TraceBanner tracing={tracing} />}
      {hidden && <HiddenBanner client={hidden} />}
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
