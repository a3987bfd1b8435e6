import { type ReactNode, useState } from 'react';
import { errorsTooStart } from '../clues/sentences.ts';
import type { Config } from '../fixes/fix.ts';
import { count } from '../prose.ts';
import { kindOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import { ConfigBox } from './ConfigBox.tsx';
import { CopyButton } from './CopyButton.tsx';
import { curlOf, fetchOf } from './copies.ts';
import { ErrorBody } from './ErrorBody.tsx';
import { Fold, type Folding } from './Fold.tsx';
import { credentialsUnknown, fixOf } from './fixing.ts';
import { HeaderDiff } from './HeaderDiff.tsx';
import type { Host } from './host.ts';
import { Prose } from './Prose.tsx';
import { useRead } from './useRead.ts';

/** What the steps are made of. */
interface Context extends Folding {
  readonly finding: Finding;
  /** The session's findings, this one among them: what else its server needs to allow joins the config. */
  readonly others: readonly Finding[];
  /** How many requests have the same cause. */
  readonly covered: number;
  readonly host: Host;
  readonly onReport: () => void;
}

/** What to do, in numbered steps; each holds what it is about. Where config helps, that is the first thing. */
export default function Fix(context: Context) {
  const read = useRead(context.others);
  if (read !== null) return <Steps {...context} others={read} />;
  return (
    <section className="fix" data-testid="reading-others">
      <h3>Fix</h3>
      <p className="faint">
        Reading {context.others.length.toLocaleString('en')} requests for the config…
      </p>
    </section>
  );
}

function Steps(context: Context) {
  const { finding, others, preferences } = context;
  const [credentials, setCredentials] = useState(false);
  const { config } = fixOf(finding, others, { stacks: preferences.stacks, credentials });
  const unsure =
    config &&
    (credentials || credentialsUnknown(finding, config) ? (
      <label className="check">
        <input
          type="checkbox"
          data-testid="credentials"
          checked={credentials}
          onChange={(event) => setCredentials(event.target.checked)}
        />
        Request uses credentials (cookies): not visible to extensions
      </label>
    ) : null);
  const boxes = { config, credentials: unsure };
  const steps = finding.diagnosis?.steps ?? [];
  const notes = finding.diagnosis?.notes ?? [];
  if (config !== null && !config.second) {
    const [first = returnHeaders, ...rest] = steps;
    return (
      <section className="fix" data-testid="fix">
        <h3>Fix</h3>
        <ol className="steps">
          <li>
            <Prose text={first} />
            <HeaderDiff finding={finding} change={config.change} primary={config.stack === null} />
          </li>
          <ConfigStep {...context} {...boxes} config={config} />
          {[...rest, ...reloading(steps)].map((step) => (
            <Step key={step} text={step} />
          ))}
        </ol>
        <Notes {...context} notes={notes} />
      </section>
    );
  }
  const error = kindOf(finding) === 'notcors' && config !== null;
  // What the folded part is about is said there.
  const also = config === null ? undefined : steps.find((step) => step.startsWith(errorsTooStart));
  const first = steps.filter((step) => step !== also);
  return (
    <section className="fix" data-testid="fix">
      <h3>{error ? 'Fix the server error first' : 'Fix'}</h3>
      <ol className="steps">
        {first.map((step, index) => (
          <Step key={step} text={step}>
            {error && index === 0 && <ErrorBody {...context} policy={config.target} />}
          </Step>
        ))}
        {error && <Repeat finding={finding} shell={preferences.shell} />}
      </ol>
      <Notes {...context} notes={notes} />
      {config !== null && (
        <Second {...context} {...boxes} config={config} why={also?.split('the status. ')[1]} />
      )}
    </section>
  );
}

const returnHeaders = 'Return these headers on this response.';

/** The last step, unless the diagnosis has one of its own. */
function reloading(steps: readonly string[]): string[] {
  return steps.some((step) => /\breload\b/i.test(step)) ? [] : ['Reload the page.'];
}

function Step({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <li>
      <Prose text={text} />
      {children}
    </li>
  );
}

function Repeat({ finding, shell }: { finding: Finding; shell: 'bash' | 'powershell' }) {
  return (
    <li>
      Repeat the request to check:{' '}
      <CopyButton look="link" label="Copy as cURL" text={() => curlOf(finding, shell)} /> ·{' '}
      <CopyButton look="link" label="Copy as fetch" text={() => fetchOf(finding)} />
    </li>
  );
}

interface Boxes {
  readonly config: Config;
  readonly credentials: ReactNode;
}

/** "In Express, replace your existing CORS config.", and the config. */
function ConfigStep({ config, credentials, ...context }: Context & Boxes) {
  const { finding, covered, preferences, save } = context;
  return (
    <li>
      <Prose text={placeOf(config)} />
      {covered > 1 && config.stack !== null && ` This covers all ${count(covered, 'request')}.`}
      <ConfigBox
        finding={finding}
        config={config}
        primary={!config.second}
        credentials={credentials}
        preferences={preferences}
        save={save}
      />
    </li>
  );
}

/** Where the config goes, as a step. */
function placeOf({ stack, present, existing, place, server }: Config): string {
  if (stack === null) {
    const host = URL.parse(server)?.host ?? server;
    return `Server not detected. Choose what runs \`${host}\` to get its config.`;
  }
  if (present !== null && existing.length > 0) {
    const forms = existing.slice(0, 2).map((form) => `\`${form}\``);
    return `In ${stack.title}, replace your existing CORS config: search for ${forms.join(' or ')}.`;
  }
  const where = place ?? stack.place;
  return `In ${stack.title}: ${/^[A-Z][a-z]/.test(where) ? where.charAt(0).toLowerCase() + where.slice(1) : where}`;
}

/** What is to know besides, small; and what would fail next, which the config covers. */
function Notes({ finding, notes }: Context & { notes: readonly string[] }) {
  const behind = finding.diagnosis?.behind ?? [];
  if (notes.length === 0 && behind.length === 0) return null;
  return (
    <div className="notes">
      {notes.map((note) => (
        <p key={note} className="note">
          <Prose text={note} />
        </p>
      ))}
      {behind.length > 0 && (
        <p className="note">
          This would fail next; fix it at the same time:{' '}
          {behind.map(({ rule, title }, index) => (
            <span key={rule}>
              {index > 0 && '; '}
              <Prose text={title} />
            </span>
          ))}
          .
        </p>
      )}
    </div>
  );
}

/** The CORS part of an error that is not CORS: folded, and without a primary button. */
function Second({
  config,
  credentials,
  why,
  ...context
}: Context & Boxes & { why: string | undefined }) {
  const { finding, preferences, save } = context;
  return (
    <Fold
      id="second"
      className="second"
      title="So your code can read such errors: add CORS headers to error responses"
      gist={config.stack === null ? '' : config.stack.title}
      preferences={preferences}
      save={save}
    >
      {why !== undefined && (
        <p className="note">
          <Prose text={why} />
        </p>
      )}
      <HeaderDiff finding={finding} change={config.change} primary={false} />
      <p className="note">
        <Prose text={placeOf(config)} />
      </p>
      <ConfigBox
        finding={finding}
        config={config}
        primary={false}
        credentials={credentials}
        preferences={preferences}
        save={save}
      />
    </Fold>
  );
}
