/**
 * True for what a sanitizer leaves in the place of a value: `[Origin redacted]` of Cloudflare's HAR sanitizer,
 * `[REDACTED]`, `***REDACTED***`, `<filtered>`, `***` and the like of others.
 */
export function isRedacted(value: string): boolean {
  return (
    value.length < 200 &&
    /^(\[[^\]]*redacted\]|[[<({*_-]*(redacted|removed|filtered|masked|hidden|sanitized|scrubbed)[\])}>*_-]*|\*{3,}|x{4,})$/i.test(
      value,
    )
  );
}
