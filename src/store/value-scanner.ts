import { NumberScanner } from "./number-scanner.js";

const WORDS = (
  [
    ["null", NaN],
    ["NaN", NaN],
    ['"NaN"', NaN],
    ["Infinity", Infinity],
    ['"Infinity"', Infinity],
    ["-Infinity", -Infinity],
    ['"-Infinity"', -Infinity],
  ] as const
).map(([word, value]) => ({ bytes: Buffer.from(word), value, isGap: word === "null" }));

/** What `ValueScanner` reads, as a pattern. */
export const VALUE_PATTERN = '-?\\d[-+.\\deE]*|null|-?Infinity|NaN|"NaN"|"-?Infinity"';

/** Reads a number of a row, a word for one that is not finite, or `null` for a gap. */
export class ValueScanner {
  readonly #numbers = new NumberScanner();
  /** Where the value ended, or -1 where none began. */
  end = -1;
  isGap = false;

  scan(bytes: Buffer, start: number): number {
    const number = this.#numbers.scan(bytes, start);
    this.end = this.#numbers.end;
    this.isGap = false;
    return this.end < 0 ? this.#scanWord(bytes, start) : number;
  }

  #scanWord(bytes: Buffer, start: number): number {
    const word = WORDS.find((candidate) => isAt(bytes, start, candidate.bytes));
    if (!word) return NaN;
    this.end = start + word.bytes.length;
    this.isGap = word.isGap;
    return word.value;
  }
}

/** Whether the bytes from `start` on are these. */
export function isAt(bytes: Buffer, start: number, wanted: Buffer): boolean {
  for (let index = 0; index < wanted.length; index += 1)
    if (bytes[start + index] !== wanted[index]) return false;
  return true;
}
