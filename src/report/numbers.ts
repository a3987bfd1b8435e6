/**
 * Numbers that name a person or an account and show it by their form: international bank account numbers
 * (ISO 13616), payment cards (ISO/IEC 7812), telephone numbers (E.164, or as written in North America), in groups or
 * not, and social security numbers.
 */
export const numbers =
  /(?<![\w.+-])(?:[A-Z]{2}\d{2}(?:[ +]?[A-Z0-9]{4}){2,7}(?:[ +]?[A-Z0-9]{1,3})?|(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|6011|65\d\d)([ +-]?)\d{4}\1\d{4}\1\d{4}|3[47]\d\d([ +-]?)\d{6}\2\d{5}|(?:\+|%2[bB])[1-9]\d{9,14}|\+[1-9]\d{0,2}(?:[ .-]?\(\d{1,5}\)\d{0,9}|[ .-]\d{1,9}){1,6}|\(?[2-9]\d\d(?:-|\) ?)[2-9]\d\d-\d{4}|(?!000|666|9)\d{3}-\d\d-\d{4})(?![\w-]|\.\d)/g;

/** Replaces them. An id that has the form alone stays: the check digits of accounts and cards must be right. */
export function replaceNumbers(
  text: string,
  replace: (secret: string, what: string) => string,
): string {
  return text.replace(numbers, (found) => {
    const what = kindOf(found);
    return what === null ? found : replace(found, what);
  });
}

function kindOf(found: string): string | null {
  const plain = found.replace(/[^A-Z\d]/g, '');
  if (/^[+%(]/.test(found))
    return plain.length >= 9 && plain.length <= 18 ? 'telephone number' : null;
  if (/^\d{3}-\d/.test(found))
    return plain.length === 9 ? 'social security number' : 'telephone number';
  if (/^[A-Z]/.test(plain)) return isAccount(plain) ? 'bank account' : null;
  return isCard(plain) ? 'payment card' : null;
}

/** The remainder of ISO 7064's MOD 97-10, letters as 10 to 35, is 1. */
function isAccount(plain: string): boolean {
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Luhn's sum: every second digit from the right counts twice. */
function isCard(plain: string): boolean {
  let sum = 0;
  for (let at = 0; at < plain.length; at++) {
    const digit = Number(plain.charAt(plain.length - 1 - at));
    const value = at % 2 === 0 ? digit : digit * 2;
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
