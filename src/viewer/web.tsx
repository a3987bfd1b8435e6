import '../panel/panel.css';
import './viewer.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
// Inside the page: browsers start no worker of another file for a page that is a file itself.
import FilesWorker from '../panel/files.worker.ts?worker&inline';
import { Viewer } from './Viewer.tsx';

const startWorker = (): Worker => new FilesWorker();

/** The viewer as one page for any static host, or for none. */
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Viewer start={startWorker} />
  </StrictMode>,
);
