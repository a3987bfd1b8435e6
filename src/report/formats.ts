import { replaceNumbers } from './numbers.ts';
import { shapeOf } from './randomness.ts';

/**
 * Formats of keys and tokens that announce themselves: prefixes, then a body of at least so many characters
 * of its alphabet. Nothing is asked for behind a body, so that no text is read again and again.
 */
const announced: readonly (readonly [prefixes: string, body: string])[] = [
  // AWS, Scaleway, Login with Amazon, Alibaba Cloud, Tencent Cloud
  ['AKIA|ASIA|ABIA|ACCA|AROA|AIDA', '[A-Za-z0-9]{16,}'],
  ['SCW', '[A-Z0-9]{17}'],
  ['ABSK', '[\\w+/=]{40,}'],
  ['amzn\\.mws\\.|Atz[ar]\\|', '[\\w+/=-]{20,}'],
  ['LTAI|AKID', '[A-Za-z0-9]{16,}'],
  // GitHub, GitLab, Atlassian
  ['gh[a-z]_', '[A-Za-z0-9]{16,}'],
  ['github_pat_', '\\w{20,}'],
  ['gl(?:pat|dt|rt|rtr|cbt|ptt|ft|ffct|imt|agent|oas|soat)-', '[\\w.-]{16,}'],
  ['GR1348941|AT(?:ATT3|CTT3|BB|OA)', '[\\w=-]{16,}'],
  // Slack
  ['xox[a-z]-|xoxe\\.xox[a-z]-|xapp-', '[\\w-]{10,}'],
  // Google
  ['AIza', '[\\w-]{30,}'],
  ['ya29\\.', '[\\w.-]{10,}'],
  ['GOCSPX-', '[\\w-]{16,}'],
  ['1//0|4/0A', '[\\w-]{20,}'],
  // Payment
  [
    '(?:pi|seti|cs|src)_[A-Za-z0-9]{10,80}_secret_|[rsp]k_(?:live|test)_|whsec_|rzp_(?:live|test)_|shippo_(?:live|test)_|FLWSECK|FLWPUBK|sq0[a-z]{3}-',
    '[\\w-]{10,}',
  ],
  ['EAAA[lE]|EZ[AT]K', '[\\w-]{40,}'],
  // Models
  [
    'sk-(?:proj|svcacct|admin|ant|or|lf)-|gsk_|xai-|pplx-|nvapi-|r8_|api_org_|tvly-|lsv2_[a-z]{2}_|pcsk_|AQ\\.Ab',
    '[\\w-]{16,}',
  ],
  // Package registries
  ['npm_|rubygems_|dckr_[a-z]{3}_|pypi-', '[\\w-]{20,}'],
  // Clouds and platforms
  ['do[oprt]_v1_', '[0-9a-f]{20,}'],
  ['dapi', '[0-9a-f]{26,}[A-Za-z0-9-]{0,6}'],
  [
    'HRKU-|pscale_(?:tkn|pw|oauth|pass)_|sb[pa]_|sb_(?:secret|publishable)_|glsa_|glc_|NR(?:AK|JS|II|IQ|RA|AL)-|sntry[su]_|ph[cxrs]_|dt0[cs]\\d\\d\\.|bku[ai]_|CCI(?:PAT|PRJ)_|PMA[KT]-|figd_|lin_(?:api|oauth)_|ntn_|CFPAT-|duffel_(?:live|test)_|fio-u-|xkeysib-|xsmtpsib-|shp[a-z]{2}_|AGE-SECRET-KEY-',
    '[\\w.-]{16,}',
  ],
  [
    '(?:access|public|link)-(?:sandbox|development|production)-|sdk-|mob-|pat-[a-z]{2}\\d-',
    '[0-9a-f]{8}-[0-9a-f-]{20,}',
  ],
  ['SG\\.', '[\\w.-]{30,}'],
  ['SK|AC', '[0-9a-f]{28,}[A-Za-z0-9]{0,4}'],
  ['key-', '[0-9a-f]{26,}[A-Za-z0-9]{0,6}'],
  ['[spt]k\\.eyJ', '[\\w.-]{20,}'],
  // The signature of a picture at Cloudinary
  ['s--', '[\\w-]{8,32}?--(?=/)'],
  // Passwords as they are stored
  ['\\$2[abxy]\\$|\\$argon2[a-z]{1,2}\\$|\\$scrypt\\$|\\$[56]\\$', '[\\w./$=,+-]{20,}'],
];

/** The same with a prefix that names and hosts have too (`sk-eu.example.com`): the body must look random. */
const ambiguous: readonly string[] = [
  '(?:sk-|hf_|sess-|mfa\\.|hv[sbr]\\.|dp\\.[a-z]{2,5}\\.|sl\\.|v[1-4]\\.(?:local|public)\\.|fm\\d_|fo1_|vk1\\.a\\.|y0_|t1\\.|AQVN|EAA[A-Z]|IGQ[VW]|rnd_|vc[pkiar]_|nf[pcou]_|cfut_|cfat_|re_|pat|secret_|ops_|s\\.)[\\w.~+/=-]{20,}',
  // A bot's token of Discord and of Telegram, a client secret of Entra ID, Terraform Cloud, Cloudflare
  '[MNO][\\w-]{23,27}\\.[\\w-]{6}\\.[\\w-]{20,50}',
  '(?:bot)?\\d{8,10}:[\\w-]{33,50}',
  '[A-Za-z0-9_~.-]{3}\\dQ~[\\w~.-]{30,40}',
  '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{40,100}',
  'v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,200}',
  // A seed in base32, as it is shown to be typed
  '(?:[A-Z2-7]{4} ){3,15}[A-Z2-7]{4}(?![A-Za-z0-9])',
  // Blocks, as licences and recovery keys are written
  '(?:A3-)?[A-Z0-9]{4,7}(?:-[A-Z0-9]{4,7}){3,9}(?![A-Za-z0-9-])',
];

const behindNothing = '(?<![A-Za-z0-9])';
export const certain = new RegExp(
  `${behindNothing}(?:${announced.map(([prefix, body]) => `(?:${prefix})${body}`).join('|')})`,
  'g',
);
export const likely = new RegExp(`${behindNothing}(?:${ambiguous.join('|')})`, 'g');

/** Keys by the path or the host in front of them: webhooks of Slack, Zapier, Teams and Discord. */
const hooked =
  /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/|hooks\.zapier\.com\/hooks\/catch\/|\/api\/webhooks\/|webhook\.office\.com\/webhookb2\/)[\w/@-]+/g;

/** JSON Web Tokens, signed or encrypted, their dots perhaps escaped; and other base64 of `{"`, also signed by Rails. */
const json64 = /(?<![A-Za-z0-9+/=-])ey[JA][\w+/-]{12,}=*(?:(?:\.|%2[eE]|--)[\w+/-]*=*)*/g;

const privateKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY/;

/**
 * Replaces what shows by its format that it is a secret, wherever it stands in a text.
 * `replace` gets the secret and what it is.
 */
export function replaceFormats(
  text: string,
  replace: (secret: string, what: string) => string,
): string {
  if (text.length < 12) return text;
  let result = text;
  if (text.includes('-----BEGIN ')) result = replaceKeys(result, replace);
  if (/ey[JA]/.test(result)) {
    result = result.replace(json64, (found) => replace(found, 'JSON Web Token'));
  }
  if (/[/]webhook|hooks\.(?:slack|zapier)/.test(result)) {
    result = result.replace(hooked, (found) => replace(found, 'webhook'));
  }
  return replaceNumbers(result, replace)
    .replace(certain, (found) => replace(found, 'key in text'))
    .replace(likely, (found) => {
      const { digits, surprise } = shapeOf(found);
      return digits > 0 && surprise >= 0.2 ? replace(found, 'key in text') : found;
    });
}

/** A private key runs to its end line; one that was cut off, to the end of the text. */
function replaceKeys(text: string, replace: (secret: string, what: string) => string): string {
  const start = '-----BEGIN ';
  let result = '';
  let at = 0;
  for (let begin = text.indexOf(start); begin >= 0; begin = text.indexOf(start, at)) {
    let to = begin + start.length;
    if (privateKey.test(text.slice(begin, begin + 70))) {
      const end = text.indexOf('-----END ', to);
      const rest = end < 0 ? -1 : text.indexOf('-----', end + 9);
      to = rest < 0 ? text.length : rest + 5;
      result += text.slice(at, begin) + replace(text.slice(begin, to), 'private key');
    } else result += text.slice(at, to);
    at = to;
  }
  return result + text.slice(at);
}
