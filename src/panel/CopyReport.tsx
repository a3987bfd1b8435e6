import { originOf } from '../cors/origin.ts';
import { detect, stacks } from '../fixes/index.ts';
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
    const responses = others
      .filter(({ exchange }) => originOf(exchange.hops[0].url) === originOf(url))
      .slice(0, 50)
      .flatMap(({ exchange }) => exchange.hops.flatMap(({ response }) => response ?? []));
    const stack = chosen ?? detect(finding.exchange, responses)[0]?.stack;
    return markdown([finding], { stackFor: () => stack, date: new Date() });
  };
  return <CopyButton label="Copy report" text={text} testId="copy-report" />;
}
