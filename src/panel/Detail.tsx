import type { Ref } from 'react';
import { pageOf } from '../report/pages.ts';
import type { Finding } from '../session.ts';
import Comparisons from './Comparisons.tsx';
import { compare, gistOf } from './compare.ts';
import { Fold, type Folding } from './Fold.tsx';
import { factsGist, headersGist, messagesOf } from './gists.ts';
import Headers from './Headers.tsx';
import { ReadHidden } from './Hidden.tsx';
import type { Host } from './host.ts';
import { Link } from './Link.tsx';
import type { Place } from './Menu.tsx';
import { Prose } from './Prose.tsx';
import { Consoles, Facts, Fix, Verify } from './parts.ts';
import { type Among, Subject } from './Subject.tsx';
import { TraceOffer, wouldSettle } from './TraceOffer.tsx';
import { What } from './What.tsx';

/** Everything about one request: what happened, what to do, and folded what it rests on. */
export default function Detail({
  finding,
  others,
  among,
  heading,
  menuOpen,
  onMenu,
  onReport,
  host,
  preferences,
  save,
}: {
  finding: Finding;
  others: readonly Finding[];
  among: Among | null;
  heading: Ref<HTMLHeadingElement>;
  menuOpen: boolean;
  onMenu: (at: Place) => void;
  onReport: () => void;
  host: Host;
} & Folding) {
  const { verdict, diagnosis, advice, exchange } = finding;
  const { url } = exchange.hops[0];
  const { showInNetwork } = host;
  const failed = verdict.outcome !== 'allowed';
  const unexplained =
    verdict.outcome === 'undetermined' &&
    verdict.failed &&
    diagnosis === null &&
    !exchange.simulated;
  return (
    <article className="detail" data-testid="detail" aria-label="Diagnosis">
      <Subject
        finding={finding}
        among={among}
        menuOpen={menuOpen}
        onShowInNetwork={showInNetwork && (() => showInNetwork(url))}
        onMenu={onMenu}
      />
      <What finding={finding} heading={heading} />
      <div className="body">
        {unexplained && <FindOut />}
        {host.hidden && <ReadHidden finding={finding} client={host.hidden} />}
        {failed && !unexplained && (
          <Fix
            finding={finding}
            others={others}
            covered={among?.of ?? 1}
            host={host}
            onReport={onReport}
            preferences={preferences}
            save={save}
          />
        )}
        {host.tracing && wouldSettle(finding) && <TraceOffer tracing={host.tracing} />}
        {advice.map((given) => (
          <Warning key={given.rule} given={given} />
        ))}
        <Sections
          finding={finding}
          others={others}
          host={host}
          preferences={preferences}
          save={save}
        />
      </div>
    </article>
  );
}

/** What to do where nothing says why it failed. */
function FindOut() {
  return (
    <section>
      <h3>How to find out</h3>
      <ol className="steps">
        <li>
          Check the Console: the browser often logs the reason there, and extensions can’t read it.
        </li>
        <li>Run the curl command under Verify to see the raw response.</li>
      </ol>
    </section>
  );
}

/** What works today and may break later. */
function Warning({ given: { rule, title, summary, steps } }: { given: Finding['advice'][number] }) {
  const about = pageOf('advice', rule);
  return (
    <section data-advice={rule}>
      <h3>
        <Prose text={title} />
      </h3>
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
      {about !== null && <Link to={about}>About this warning</Link>}
    </section>
  );
}

/** What the diagnosis rests on, folded; each head says its result. */
function Sections({
  finding,
  others,
  host,
  ...folding
}: { finding: Finding; others: readonly Finding[]; host: Host } & Folding) {
  const { verdict, exchange } = finding;
  const rows = compare(exchange, verdict);
  const failed = verdict.outcome !== 'allowed';
  const web = /^https?:/i.test(exchange.hops[0].url);
  return (
    <div className="sections">
      {rows.length > 0 && (
        <Fold id="compare" title="Requested vs. allowed" gist={gistOf(rows)} {...folding}>
          <Comparisons rows={rows} />
        </Fold>
      )}
      <Fold id="headers" title="Headers" gist={headersGist(messagesOf(finding))} {...folding}>
        <Headers finding={finding} />
      </Fold>
      {failed && web && (
        <Fold
          id="verify"
          title="Verify"
          gist={
            host.previews && verdict.outcome === 'blocked'
              ? 'check again · preview the fix in this tab · curl'
              : host.checks
                ? 'check again · curl'
                : 'curl'
          }
          {...folding}
        >
          <Verify finding={finding} others={others} host={host} {...folding} />
        </Fold>
      )}
      {verdict.outcome === 'blocked' && !exchange.traced?.unsent && (
        <Fold id="console" title="Console messages" gist="Chrome · Firefox · Safari" {...folding}>
          <Consoles finding={finding} />
        </Fold>
      )}
      <Fold id="details" title="Details" gist={factsGist(finding)} {...folding}>
        <Facts finding={finding} host={host} />
      </Fold>
    </div>
  );
}
