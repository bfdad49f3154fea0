const WORDS = "nan|inf(?:inity)?";
/** Commas part groups of three, or there are none: `1,234,567.5`, but not `93,5`. */
const DECIMAL = String.raw`(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)`;

/** Source of a pattern, without regard to case, for a number as programs print it. */
export const NUMBER: string = String.raw`[-+]?(?:${DECIMAL}|${WORDS})`;
/** Source of a pattern for what may follow a number; a comma before a digit tells that it was none. */
export const NUMBER_END: string = String.raw`(?![^\s,;|)\]}%])(?!,\d)`;
/** Source of a pattern for a count, such as a step. */
export const COUNT: string = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+)`;

const WHOLE = new RegExp(`^${NUMBER}$`, "i");

/** The number that a text is, `nan` and `inf` among them; undefined for what is none. */
export function printedNumber(text: string): number | undefined {
  const word = text.replace(/[%,;]$/, "").toLowerCase();
  if (!WHOLE.test(word)) return undefined;
  if (word.endsWith("nan")) return NaN;
  if (word.includes("inf")) return word.startsWith("-") ? -Infinity : Infinity;
  return Number(word.replaceAll(",", ""));
}
