/** A term that is not the field's, and what to say in its place. */
export interface Term {
  /** As the table in CONTRIBUTING.md shows it. */
  readonly old: string;
  readonly use: string;
  readonly pattern: RegExp;
}

/** The terms of the table in CONTRIBUTING.md, in its order. */
export const terms: readonly Term[] = [
  {
    old: 'answer; answered 401',
    use: 'response; returned 401',
    pattern: /\banswer(s|ed|ing)?\b/i,
  },
  {
    old: 'the response says, the server says',
    use: 'the response has, the server sends',
    pattern: /\b(response|server|header)s? says?\b/i,
  },
  { old: 'repair', use: 'fix', pattern: /\brepair(s|ed|ing)?\b/i },
  {
    old: "server's settings, CORS settings",
    use: 'server config, CORS config',
    pattern: /\b(server(['’]s)?|CORS) settings?\b|\bsettings for\b/i,
  },
  {
    old: 'sign in, sign-in',
    use: 'log in, authentication, login page',
    pattern: /\bsign(s|ed|ing)?[- ]in\b/i,
  },
  {
    old: 'the page asked, asked by, asked for',
    use: 'requested, initiator, sent',
    pattern: /\b(page|preflight|script) (is |was )?asks?(ed)?\b|\basked (by|for|against|again)\b/i,
  },
  {
    old: 'hides it from the page, withholds',
    use: 'blocks',
    pattern: /\bwithh(old|olds|eld)\b|\bhides? it from\b/i,
  },
  { old: 'header line', use: 'header', pattern: /\bheader lines?\b/i },
  { old: 'Misleading (a state)', use: 'Not CORS', pattern: /\bMisleading\b/ },
  {
    old: 'Cannot tell, Not decided (a state)',
    use: 'Unknown',
    pattern: /\bCannot tell\b|\bNot decided\b/,
  },
  { old: 'Nothing wrong (a state)', use: 'Allowed', pattern: /\bNothing wrong\b/ },
  {
    old: 'CORS layer',
    use: 'CORS middleware, proxy',
    pattern: /\bCORS layers?\b/i,
  },
  {
    old: 'take secrets out, taken out',
    use: 'redact, redacted',
    pattern: /\btak(e|es|en) (secrets |cookies )?out\b/i,
  },
  { old: 'Prove it', use: 'Verify', pattern: /\bProve it\b/ },
  {
    old: 'trial, a fix is being tried',
    use: 'fix preview',
    pattern: /\btrials?\b|\bfix (is|was) (being )?tried\b/i,
  },
  { old: 'the calling line', use: 'the call', pattern: /\bcalling line\b/i },
  {
    old: 'foreign server',
    use: 'cross-origin server, another origin',
    pattern: /\bforeign (server|host)s?\b/i,
  },
  { old: 'server software', use: 'server', pattern: /\bserver software\b/i },
  { old: 'gives away', use: 'detected from', pattern: /\b(gives?|gave|given) (\w+ )?away\b/i },
  { old: 'let go', use: 'dropped', pattern: /\blet go\b/i },
  {
    old: 'gave up, gave the request up',
    use: 'aborted',
    pattern: /\bg[ai]ves? (it |the request )?up\b/i,
  },
  { old: 'handed back', use: 'returned', pattern: /\bhand(s|ed)? back\b/i },
  {
    old: "the browser's word",
    use: 'error code',
    pattern: /\b(browser|server|application|layer)['’]s (own )?words?\b/i,
  },
  { old: 'letter by letter', use: 'exactly', pattern: /\bletter by letter\b/i },
];

/** '"answer": say "response" in "No answer came."' for each term the text has. */
export function faultsOf(text: string): string[] {
  return terms.flatMap(({ pattern, use }) => {
    const found = pattern.exec(text);
    if (found === null) return [];
    const near = text.slice(Math.max(0, found.index - 60), found.index + 80).trim();
    return [`"${found[0]}": say "${use}" in "${near}"`];
  });
}
