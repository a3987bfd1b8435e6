import { lazy, type Ref, Suspense } from 'react';
import { configHelps } from '../fixes/fix.ts';
import { quote } from '../prose.ts';
import { clientLabel, headlineOf, kindLabels, kindOf } from '../report/summary.ts';
import type { Finding } from '../session.ts';
import type { Host } from './host.ts';
import { KindIcon } from './icons.tsx';
import { Link } from './Link.tsx';
import { Prose } from './Prose.tsx';
import type { Preferences } from './preferences.ts';
import { Stations } from './Stations.tsx';
import { WordButton } from './WordButton.tsx';

// The headline waits for none of these.
const Evidence = lazy(() => import('./Evidence.tsx'));
const Fix = lazy(() => import('./Fix.tsx'));
const Prove = lazy(() => import('./Prove.tsx'));
const Consoles = lazy(() => import('./Consoles.tsx'));
const Behind = lazy(() => import('./Behind.tsx'));
const CopyReport = lazy(() => import('./CopyReport.tsx'));

/** Everything about one exchange: what happened, why, what to do, how to prove it. */
export function Detail({
  finding,
  others,
  heading,
  onReport,
  host,
  preferences,
  save,
}: {
  finding: Finding;
  others: readonly Finding[];
  /** Takes the keyboard focus when the list hands it over. */
  heading: Ref<HTMLHeadingElement>;
  onReport: () => void;
  host: Host;
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
}) {
  const { exchange, verdict, diagnosis, advice } = finding;
  const kind = kindOf(finding);
  const headline = headlineOf(finding);
  const { method, url } = exchange.hops[0];
  const { initiator } = exchange;
  const openResource = host.openResource;
  const showInNetwork = host.showInNetwork;
  const fixable = configHelps(finding) || advice.length > 0;
  const unexplained =
    verdict.outcome === 'undetermined' &&
    verdict.failed &&
    diagnosis === null &&
    !exchange.simulated;
  const likely =
    (diagnosis ?? verdict.outcome === 'blocked') &&
    (diagnosis?.certainty ?? ('certainty' in verdict ? verdict.certainty : 'certain')) === 'likely';
  return (
    <article className="detail" data-testid="detail" aria-label="Diagnosis">
      <div className="request">
        <p>
          {exchange.simulated && <span className="badge">Simulated</span>} <b>{quote(method)}</b>{' '}
          <span className="url">{quote(url)}</span>
        </p>
        {showInNetwork && (
          <WordButton
            word="Show in Network"
            icon="network"
            testId="show-in-network"
            onClick={() => showInNetwork(url)}
          />
        )}
        <WordButton
          word="Report"
          title="Report for the API’s owner"
          icon="report"
          testId="open-report"
          onClick={onReport}
        />
      </div>
      <header className={`headline ${kind}`}>
        <KindIcon kind={kind} />
        <div>
          <h2 ref={heading} tabIndex={-1} data-testid="headline">
            <span className="hidden">{kindLabels[kind]}. </span>
            {headline.heading}
          </h2>
          {headline.text !== '' && (
            <p>
              <Prose text={headline.text} />
            </p>
          )}
          {likely && (
            <p className="faint">
              Likely, not certain: it rests on something the browser does not show.
            </p>
          )}
        </div>
      </header>

      <Stations finding={finding} />

      {diagnosis !== null && diagnosis.steps.length > 0 && (
        <section>
          <h3>What to do</h3>
          <ol className="steps">
            {diagnosis.steps.map((step) => (
              <li key={step}>
                <Prose text={step} />
              </li>
            ))}
          </ol>
          {fixable && (
            <button type="button" className="link" data-testid="to-settings" onClick={toSettings}>
              The server config, ready to copy
            </button>
          )}
          {diagnosis.behind.length > 0 && (
            <Suspense>
              <Behind next={diagnosis.behind} />
            </Suspense>
          )}
        </section>
      )}
      {unexplained && (
        <section>
          <h3>What would tell</h3>
          <ol className="steps">
            <li>
              Look into the Console: the browser often gives its reason there, where no extension
              can read it.
            </li>
            <li>Run the command below. It shows what the server answers, without a browser.</li>
          </ol>
        </section>
      )}
      {advice.map(({ rule, title, summary, steps }) => (
        <section key={rule} data-advice={rule}>
          <h3>{title}</h3>
          <p>
            <Prose text={summary} />
          </p>
          <ol className="steps">
            {steps.map((step) => (
              <li key={step}>
                <Prose text={step} />
              </li>
            ))}
          </ol>
        </section>
      ))}

      <Suspense>
        <Evidence finding={finding} />
        {fixable && <Fix finding={finding} others={others} preferences={preferences} save={save} />}
        {verdict.outcome !== 'allowed' && (
          <Prove
            finding={finding}
            others={others}
            trials={host.trials}
            preferences={preferences}
            save={save}
          />
        )}
        {verdict.outcome === 'blocked' && <Consoles finding={finding} />}
      </Suspense>

      <section>
        <h3>More</h3>
        <dl className="facts">
          <dt>Asked by</dt>
          <dd>
            {clientLabel(exchange)}
            {initiator !== null && (
              <>
                {' at '}
                {openResource ? (
                  <button
                    type="button"
                    className="link"
                    onClick={() => openResource(initiator.url, initiator.line, initiator.column)}
                  >
                    {quote(initiator.url)}:{initiator.line}
                  </button>
                ) : (
                  <code>
                    {quote(initiator.url)}:{initiator.line}
                  </code>
                )}
              </>
            )}
          </dd>
          {exchange.page !== null && (
            <>
              <dt>On the page</dt>
              <dd>{quote(exchange.page)}</dd>
            </>
          )}
          {verdict.outcome === 'blocked' && (
            <>
              <dt>Chromium’s name for it</dt>
              <dd>
                <code>{verdict.error}</code>
              </dd>
            </>
          )}
          {diagnosis !== null && (
            <>
              <dt>Read on</dt>
              <dd className="links">
                <Link to={diagnosis.spec}>The standard</Link>
                {diagnosis.mdn !== null && <Link to={diagnosis.mdn}>MDN</Link>}
              </dd>
            </>
          )}
        </dl>
        <div className="bar">
          <Suspense>
            <CopyReport finding={finding} others={others} preferences={preferences} />
          </Suspense>
        </div>
      </section>
    </article>
  );
}

/** On to the settings, past what they rest on. */
function toSettings(): void {
  const settings = document.querySelector<HTMLElement>('.fix');
  const scroller = settings?.closest('.scroll');
  if (settings && scroller) {
    // Not scrollIntoView, which would scroll DevTools as well.
    const away = settings.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollBy({ top: away - 8 });
  }
  settings?.querySelector('select')?.focus({ preventScroll: true });
}
