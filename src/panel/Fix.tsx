import { useId } from 'react';
import { get } from '../cors/headers.ts';
import { detect, type Seen, stacks } from '../fixes/index.ts';
import { serverOf } from '../prose.ts';
import type { Finding } from '../session.ts';
import { Code } from './Code.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Link } from './Link.tsx';
import { Prose } from './Prose.tsx';
import { mostOthers, policyOf, sameServer } from './policy.ts';
import { type Preferences, withStack } from './preferences.ts';

/** The settings that fix the server, for the stack in use. */
export default function Fix({
  finding,
  others,
  preferences,
  save,
}: {
  finding: Finding;
  /** The session's other findings; those of the same server count. */
  others: readonly Finding[];
  preferences: Preferences;
  save: (change: Partial<Preferences>) => void;
}) {
  const id = useId();
  const { exchange } = finding;
  const url = exchange.hops[0].url;
  const policy = policyOf(finding, others);
  if (policy === null) {
    return (
      <section>
        <h3>The server config</h3>
        <p>
          No list of allowed origins can help: the page’s origin is{' '}
          <code>{get(exchange.hops[0].headers, 'origin') ?? exchange.origin}</code>, which stands
          for every sandboxed frame, file and redirect alike. Give the page an origin of its own.
        </p>
      </section>
    );
  }
  const same = sameServer(finding, others).slice(0, mostOthers);
  const detected = detect(exchange, same.flatMap(responsesOf));
  const host = serverOf(url);
  const stack =
    stacks.find((each) => each.id === preferences.stacks[host]) ?? detected[0]?.stack ?? stacks[0];
  if (stack === undefined) return null;
  const evidence = detected.find((each) => each.stack.id === stack.id)?.evidence;
  const text = stack.render(policy);
  const limits = [
    ...stack.limits,
    ...policy.leftOut.map(
      (what) => `Left out, because it cannot be written safely into settings: ${what}`,
    ),
  ];
  return (
    <section className="fix">
      <h3>The server config</h3>
      <div className="bar">
        <label htmlFor={id}>Server software</label>
        <select
          id={id}
          data-testid="stack"
          value={stack.id}
          onChange={(event) =>
            save({ stacks: withStack(preferences.stacks, host, event.target.value) })
          }
        >
          {detected.length > 0 && (
            <optgroup label="Seen in the responses">
              {detected.map((each) => (
                <option key={each.stack.id} value={each.stack.id}>
                  {each.stack.title}
                </option>
              ))}
            </optgroup>
          )}
          <optgroup label={detected.length > 0 ? 'Others' : 'All'}>
            {stacks
              .filter((each) => !detected.some(({ stack: { id: seen } }) => seen === each.id))
              .map((each) => (
                <option key={each.id} value={each.id}>
                  {each.title}
                </option>
              ))}
          </optgroup>
        </select>
        <CopyButton label="Copy" text={text} testId="copy-snippet" />
      </div>
      <p className="faint">
        <Prose
          text={
            evidence ??
            (detected.length > 0
              ? 'Chosen by you.'
              : 'Nothing in the responses gives the server’s software away: choose it.')
          }
        />{' '}
        {stack.verified === null ? (
          <b className="unverified">Not verified by our tests.</b>
        ) : (
          <>Run in our tests on {stack.verified}.</>
        )}
      </p>
      <p>
        <Prose text={stack.place} />
      </p>
      <Code
        text={text}
        language={stack.language}
        label={`${stack.title} settings`}
        testId="snippet"
      />
      {limits.length > 0 && (
        <ul className="limits">
          {limits.map((limit) => (
            <li key={limit}>
              <Prose text={limit} />
            </li>
          ))}
        </ul>
      )}
      {stack.strip !== undefined && detected.length > 1 && (
        <p>
          <Prose text={stack.strip} />
        </p>
      )}
      <p>
        <Link to={stack.docs}>{stack.title} on CORS</Link>
      </p>
    </section>
  );
}

function responsesOf({ exchange }: Finding): Seen[] {
  return exchange.hops.flatMap(({ response, preflight }) => [
    ...(preflight?.response ? [preflight.response] : []),
    ...(response ? [response] : []),
  ]);
}
