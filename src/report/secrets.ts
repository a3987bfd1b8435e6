/** Names of header lines, form fields and JSON members that hold a secret, without `-`, `_` and case. */
export const secretName =
  /token|secret|passw|passphrase|pwd|jwt|apikey|accesskey|authkey|privatekey|subscriptionkey|functionskey|appkey|clientkey|signingkey|signature|assertion|session(id|key)?$|sessid|csrf|xsrf|cookie|authorization|saml|clientcert|xclientdata|vapid/;
/** Names of header lines that hold one as well. */
export const secretHeaderName = new RegExp(
  `${secretName.source}|^xauth(user|email|key|sub)?|credential|amzsecurity`,
);
/**
 * Query names that hold one as well. The short ones are those of OAuth 2.0, OpenID Connect, SAML,
 * CAS and the signed URLs of the large clouds.
 */
export const secretQueryName = new RegExp(
  `${secretName.source}|credential|^(auth|authcode|code|state|nonce|key|sig|sign|hmac|hash|sid|pass|pw|pin|otp|ticket|login|user|username|email|mail|phone|challenge|codechallenge|codeverifier|relaystate|appid|clientid|usg|vses2|shdf|serverdata|facetid|fcparams|googleaccessid|policy|keypairid)$`,
);
/** Headers that are never taken out: the diagnosis needs them, and they hold no secret. */
export const neverSecret =
  /^(access-control-|sec-fetch-|sec-ch-|cross-origin-|www-authenticate$|proxy-authenticate$)/;

/** A name as the patterns here read it: lower case, letters and digits only. */
export function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** Headers whose value is one URL, possibly relative. */
export const urlHeader =
  /^(:path|location|content-location|referer|.*-(url|uri|referer|location))$/;

/** Schemes of RFC 9110 authentication worth keeping: which one was used is half of a 401's diagnosis. */
export const authScheme =
  /^(basic|bearer|digest|negotiate|ntlm|dpop|token|apikey|aws4-hmac-sha256|hoba|mutual|vapid|scram-sha-\d+|gnap)[ \t]+(?=\S)/i;

/**
 * Dotted runs, among which JSON Web Tokens are: signed or encrypted, their dots perhaps escaped. A run
 * starts where no run was before, so that a long one is read once.
 */
export const dotted = /(?<![\w-])[\w-]{9,}(?:(?:\.|%2e)[\w-]*)+/gi;
/** The first part of a token is the base64 of `{"`. */
export const jwt = /ey[JA][\w-]{6,}(?:\.|%2e).*$/is;

/** Formats that announce themselves. */
export const knownSecrets = new RegExp(
  [
    '-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)',
    '\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b',
    '\\bgh[opusr]_[A-Za-z0-9]{30,}',
    '\\bgithub_pat_\\w{20,}',
    '\\bglpat-[\\w-]{16,}',
    '\\bxox[abeoprs]-[\\w-]{10,}',
    '\\b[rsp]k_(?:live|test)_\\w{10,}',
    '\\bsk-[\\w-]{20,}',
    '\\bAIza[\\w-]{30,}',
    '\\bya29\\.[\\w-]{10,}',
    '\\bnpm_[A-Za-z0-9]{30,}',
    '\\bSG\\.[\\w-]{16,}\\.[\\w-]{16,}',
    '\\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{16,}',
    '(?<=hooks\\.slack\\.com/services/)[\\w/-]+',
    '(?<=/api/webhooks/)[\\w/-]+',
    '(?<=api\\.telegram\\.org/bot)[\\w:-]+',
  ].join('|'),
  'g',
);

/** `password=…`, `"token": "…"`, `Authorization: …` in running text. */
export const pairInText =
  /(?<![\w.-])(["']?)([A-Za-z][\w.-]{1,63})\1(\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:basic|bearer|digest|token|dpop)\s+[^\s,;"'<>]+|[^\s,;&"'<>)}\]]+)/gi;
/** The end of a name that holds a secret in running text, where more words look like names. */
export const secretNameInText =
  /(token|secret|password|passwd|passphrase|pwd|jwt|apikey|accesskey|privatekey|sessionid|sessid|authorization|cookie|signature)$/;

/** `Bearer …` and the like in running text. */
export const authInText = /\b(basic|bearer|negotiate|dpop|token)(\s+)([\w.~+/-]{8,}=*)(?![="\w])/gi;

/** Absolute URLs in running text. */
export const urlInText = /\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s"<>`]+/gi;

/** Attributes of Set-Cookie that tell why a cookie was not sent (RFC 6265bis). A value must fit its grammar. */
export const cookieAttribute =
  /^(?:(?:secure|httponly|partitioned)|(?:samesite|priority)=\w+|max-age=-?\d+|domain=[\w.-]+|path=\/[\w./-]*|expires=[\w, :-]{1,40})$/i;

/** Long enough, and mixed enough, to be a key nobody named. */
export function looksRandom(value: string): boolean {
  return (
    value.length >= 20 && /^[\w.~+/=-]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value)
  );
}
