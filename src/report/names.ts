/**
 * What a name says of its value, wherever both stand.
 *
 * - `secret`: every value is one.
 * - `likely`: every value is one that is no plain word or small number (`code=US`, `state=open`).
 * - `hint`: a value is one that is mixed like a key, even a short one.
 * - `id`: ids and hashes by which people find a request or a file again; only the formats of vendors count.
 * - `none`: the value must show by itself that it is one.
 */
export type NameKind = 'secret' | 'likely' | 'hint' | 'id' | 'none';

/** Where the name stands. Form fields, JSON members, cookies and pairs in running text are fields. */
export type NamePlace = 'header' | 'query' | 'field';

/** Anywhere in a name without its separators. */
const secretPart =
  /token|secret|passw|passphrase|wpnonce|streamkey|securityanswer|passcode|pwd|(?:new|old|db|user|ftp|smtp|temp|admin|root|wifi|api)(?:pass|pw)$|kennwort|lösenord|contraseñ|wachtwoord|парол|密码|密碼|jwt|(?:verification|security|confirmation|recovery|backup|onetime|sms|auth|access|invite|reset|factor)codes?$|(?:api|access|auth|private|subscription|functions?|app|client|signing|encryption|master|admin|root|account|shared|server|storage|deploy|license|licence|hash|hmac|user|service|integration|partner|merchant|project|team)key(?!id|name|s?type)|signature|assertion|session(?:id|key|data)?$|sessid|csrf|xsrf|cookie|authorization|authenticat|saml|clientcert|xclientdata|vapid|credential|amzsecurity|sharedaccess|connectionstring|oidcidentity|oidcdata|clientprincipal|authuser|creditcard|cardnumber|captcha|forgery|turnstile|appcheck|verifier|relaystate|dpop|(?:hint|crumb|clearance|userpass|ticketid|(?:sess|sign|priv|recovery|enc|aes|rl|pre|hw)key|[a-z]sig|[a-z]auth|[a-z]sid|[a-z]ticket|[a-z]pwd|(?<!tik)tok)$/;
/** A whole word of a name. */
const secretWords = wordSet(
  'auth authn authcode bearer otp totp mfa pin cvv cvc ssn iban sid sess hmac sig ticket sso pass pw creds dpop bypass jwe jws tok magic license licence activation passkey mnemonic email mail phone tel login psk passe mdp senha clave parola heslo hasło',
);
/** The whole name, without its separators. Most are those of Google's and Cloudflare's HAR sanitizers. */
const secretNames = wordSet(
  'user username remoteuser loginhint usg vses2 shdf facetid fcparams serverdata googleaccessid keypairid xaccess codechallenge appid clientid cardnumber seedphrase',
);
/** Words that turn a name into one of something about the secret: `token_type`, `session_timeout`. */
const aboutWords = wordSet(
  'type method expires expiry expiration expired ttl age count size length len limit max min enabled required status format algorithm alg endpoint url uri version mode valid present field header scheme issuer kind hint prefix scope lifetime timeout policy consent banner settings supported allowed remaining at in name names domain path origin error description uses used agent country language locale group role provider strategy reason file',
);
const likelyWords = wordSet(
  'code state nonce key keys hash sign invite invitation reset verify verification confirm confirmation challenge policy access session oauth unsubscribe recovery card signed grant proof mobile msisdn cellphone telephone wresult wctx jwk sas pgt pgtiou tfa crumb tan redeem voucher unlock resume capability ip address addr sms',
);
const hintWords = wordSet(
  'h k t s st u c d p uuid uid id share ref rid link device fingerprint account customer tenant salt seed promo coupon art name lat lng lon client consumer member subscriber user person identity principal data payload context application project company organization org impersonate value requested hwid imei enc',
);
/** What tells a person. Most end in a word that tells something about a secret elsewhere: `token_name`. */
const ofPerson =
  /(?:first|last|full|given|family|maiden|middle|sur|fore|holder)names?$|birthda(?:y|te)$|dateofbirth$|dob$|(?:passport|nationalid|taxid|socialsecurity)(?:n[or]?|num|number)?$|street(?:address)?$|(?:mobile|cell|contact|account|acct|routing)(?:n[or]|num|number)$|sortcode$|(?:card|cc)exp(?:iry)?$/;
const idWords = wordSet(
  'request requestid reqid correlation correlationid trace traceid tracing traceparent tracestate parent parentid span spanid parentspanid ray transaction operation invocation etag match rev revision commit sha sha1 sha256 sha512 md5 checksum digest integrity contenthash build buildid deployment release pop edge cache served timer generation upload uploadid activityid logid boundary crc32c idempotency',
);
/** Names that end in "key" and say where something is found, not how to get in. */
const openKey =
  /^(?:secwebsocketkey|surrogatekeys?|x?cachekey|x?idempotencykey|(?:sort|partition|primary|foreign|object|translation|group|row|index|public|cache|route|query|lookup|map|react|item)key)$/;

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/** Words of a name, lower case: `X-API-Key`, `user[password]` and `accessToken` all part, and `cvv2` is `cvv`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/(?<=^[a-z]{3,40})\d$/, ''));
}

/** Headers the diagnosis needs; they hold no secret. */
const ofTheBrowser =
  /^(?:access-control-|sec-fetch-|sec-ch-|cross-origin-|www-authenticate$|proxy-authenticate$)/;
/** Headers that tell a person or a device: who they are, or from which address they came. */
const personal =
  /^(?:x-forwarded-(?:for|user|email|preferred-username)|x-real-ip|true-client-ip|cf-connecting-ip(?:v6)?|(?:x-|fastly-|x-cluster-)?client-ip|x-original-forwarded-for|x-(?:remote|auth|authenticated|impersonate|end|current)-user(?:-.*)?|remote-user|x-user(?:-(?:id|name|email|info|claims))?|x-(?:goog-)?authenticated-.*|x-device-id|from|x-consumer(?:-.*)?|x-account|x-login)$/;
/** Headers of the platforms that hold ids of requests, places and builds, or whose names only look like a secret's. */
const openHeader =
  /^(?:x-amz-(?:cf-.*|apigw-id|id-2|request-id|rid|version-id|content-sha256|checksum-.*|date)|x-amzn-(?!oidc)(?!.*(?:token|key)).*|apigw-requestid|cf-(?:ray|cache-status)|x-vercel-(?:id|cache|deployment-.*)|fly-.*|x-fastly-.*|x-azure-(?:ref|fdid)|x-msedge-ref|x-ms-(?:request-id|version|date|blob-.*|lease-.*|client-request-id|routing-.*|ags-.*|ests-.*|srs|correlation-.*)|x-guploader-.*|x-goog-(?:generation|metageneration|hash|stored-.*|storage-.*)|x-akamai-.*|akamai-.*|eagleid|x-iinfo|x-sucuri-.*|x-fb-(?:debug|trip-id|connection-.*|rlafr)|b3|x-b3-.*|sentry-trace|newrelic|x-newrelic-.*|uber-trace-id|x-cloud-trace-context|x-ot-span-context|grpc-trace-bin|x-arr-.*|request-context|x-varnish|x-hw|x-github-.*|x-nf-.*|cdn-.*|x-cdn.*|x-tt-log.*|x-datadog-.*|x-instana-.*|x-cache.*|x-served-by|x-timer|x-runtime|x-drupal-.*|surrogate-.*|last-event-id|if-.*|etag|sec-websocket-(?:key|accept|version|extensions)|x-envoy-(?!original-path).*)$/;

/** What was said of names before; names come from the network, so it is bounded. */
const known: Readonly<Record<NamePlace, Map<string, NameKind>>> = {
  header: new Map(),
  query: new Map(),
  field: new Map(),
};

/** What a name says of its value. */
export function kindOfName(name: string, place: NamePlace): NameKind {
  if (name.length > 200) return 'none';
  const before = known[place].get(name);
  if (before !== undefined) return before;
  const kind = judge(name, place);
  if (known[place].size >= 2000) known[place].clear();
  known[place].set(name, kind);
  return kind;
}

function judge(name: string, place: NamePlace): NameKind {
  const words = wordsOf(name);
  const bare = words.join('');
  const last = words.at(-1) ?? '';
  const lower = name.toLowerCase();
  if (ofTheBrowser.test(lower)) return 'id';
  if (place === 'header') {
    if (personal.test(lower)) return 'secret';
    if (
      openHeader.test(lower) &&
      !/token|secret|auth|signature|passw|api-?key|cert|[a-z]-key$/.test(lower)
    ) {
      return 'id';
    }
  }
  if (openKey.test(bare)) return place === 'query' ? 'hint' : 'id';
  if (place !== 'field' && secretNames.has(bare)) return 'secret';
  const isAbout = words.length > 1 && aboutWords.has(last);
  const hasSecret =
    secretPart.test(bare) &&
    !/tokeni[sz]|secretar|passwordless|(?:max|min|total|new|prompt|completion|input|output)tokens$/.test(
      bare,
    );
  if (ofPerson.test(bare)) return 'secret';
  if (bare === 'session' && place === 'query') return 'likely';
  if (hasSecret) return isAbout ? 'hint' : 'secret';
  if (!isAbout) {
    if (words.some((word) => secretWords.has(word))) return last === 'id' ? 'hint' : 'secret';
    if (place === 'header' && last.endsWith('key')) return 'secret';
    if (last === 'hash' && words.some((word) => idWords.has(word))) return 'id';
    const isKey = last.endsWith('key') && !/(?:mon|tur|don|hoc|joc|whis|hot)key$/.test(last);
    if (isKey || likelyWords.has(last)) return place === 'query' ? 'likely' : 'hint';
  }
  if (words.some((word) => idWords.has(word))) return 'id';
  const isHint =
    /^[a-z]{1,2}(?:id|[tk])$/.test(last) ||
    hintWords.has(last) ||
    hintWords.has(bare) ||
    hintWords.has(words[0] ?? '');
  return isHint ? 'hint' : 'none';
}
