import { stacks } from '../fixes/index.ts';
import { serverOf } from '../prose.ts';
import { markdown } from '../report/markdown.ts';
import type { Finding } from '../session.ts';
import { CopyButton } from './CopyButton.tsx';
import type { Preferences } from './preferences.ts';

/** One finding as a report for whoever owns the API, redacted. */
export default function CopyReport({
  finding,
  others,
  preferences,
}: {
  finding: Finding;
  others: readonly Finding[];
  preferences: Preferences;
}) {
  // Made on the click: it is longer than everything that is shown.
  const text = (): string => {
    const { url } = finding.exchange.hops[0];
    const chosen = stacks.find(({ id }) => id === preferences.stacks[serverOf(url)]);
    return markdown([finding], { session: others, stackFor: () => chosen, date: new Date() });
  };
  return <CopyButton label="Copy report" text={text} testId="copy-report" />;
}
