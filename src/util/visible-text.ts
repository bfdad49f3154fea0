/** Controls, line and paragraph separators, halves of surrogate pairs, and the two that XML forbids. */
const UNSEEN = /[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/gu;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text as one line in which every character can be seen, and which XML and JavaScript can hold: `\n` and `\u001b`
 * stand for what they name.
 */
export function visibleText(text: string): string {
  return text.replace(
    UNSEEN,
    (found) => NAMED[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
