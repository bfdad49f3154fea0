import { pythonFloat, pythonInteger, pythonWord } from "../../store/python-scalars.js";

/** What Python and C write for a number, and YAML reads as a text. */
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const WORDS: ReadonlyMap<string, number> = new Map([
  ["nan", NaN],
  ["inf", Infinity],
  ["infinity", Infinity],
]);

/**
 * The value that a word of a command line stands for: as PyYAML would read it, and `1e-3`, `.5`, `inf` and `nan` are
 * numbers too. Digits with a zero before them (`007`) and times of day (`12:30`) stay texts.
 */
export function wordValue(word: string): unknown {
  if (word === "" || word === "~" || /^[-+]?0\d|:/.test(word)) return word;
  const value = pythonWord(word) ?? pythonInteger(word) ?? pythonFloat(word);
  if (value !== undefined) return value;
  if (/^null$/i.test(word)) return null;
  return DECIMAL.test(word) ? Number(word) : (namedNumber(word) ?? word);
}

function namedNumber(word: string): number | undefined {
  const number = WORDS.get(word.replace(/^[-+]/, "").toLowerCase());
  return number !== undefined && word.startsWith("-") ? -number : number;
}

/** True for a word that stands for a number; `-1` is one, and no option. */
export function isNumberWord(word: string): boolean {
  const value = wordValue(word);
  return typeof value === "number" || typeof value === "bigint";
}
