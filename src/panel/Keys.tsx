import { Dialog } from './Dialog.tsx';

const keys: readonly (readonly [keys: string, does: string])[] = [
  ['↑ ↓', 'Previous, next request'],
  ['← →', 'Fold, open a group'],
  ['Home End', 'First, last request'],
  ['Enter', 'Go to the diagnosis'],
  ['Esc', 'Back to the list'],
  ['F6', 'Switch between list and diagnosis'],
  ['/ or Ctrl+F', 'Filter'],
  ['Ctrl+C', 'Copy config, or the headers where no server is chosen'],
  ['Shift+F10', 'Menu of a request'],
  ['?', 'This list'],
];

/** What can be done with the keyboard. */
export default function Keys({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" testId="keys" onClose={onClose}>
      <dl className="facts">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
