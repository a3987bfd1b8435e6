import { Component, type ReactNode } from 'react';
import { CopyButton } from './CopyButton.tsx';

/** Catches an error of the panel's own, says so, and offers to start again. */
export class Failure extends Component<
  { children: ReactNode; onRestart: () => void },
  { error: unknown }
> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return (
      <main className="empty" data-testid="failure">
        <h1 aria-live="assertive">CORS Lens crashed</h1>
        <p>This is a bug in CORS Lens. Your recording is safe.</p>
        <button type="button" className="button primary" onClick={this.props.onRestart}>
          Restart
        </button>{' '}
        <CopyButton label="Copy the error" text={text} />
        <pre className="code">{text}</pre>
      </main>
    );
  }
}
