import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startWorker } from '../panel/useFiles.ts';
import { Viewer } from './Viewer.tsx';

/** The viewer as a tab of the extension, which the icon opens. */
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Viewer start={startWorker}>
      <h2>How to diagnose a tab</h2>
      <p>
        Press F12 there (on a Mac, Option + Command + I) and choose CORS. The number on the icon
        counts the requests of the tab that failed while DevTools is open.
      </p>
    </Viewer>
  </StrictMode>,
);
