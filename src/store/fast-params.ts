import {
  DECLINED,
  endOfDoubleQuoted,
  endOfSingleQuoted,
  plainScalar,
  unquote,
} from "./fast-scalar.js";

/** A longer text is left to the full parser, which counts its values. */
const MAX_LENGTH = 512 * 1024;
const MAX_DEPTH = 32;
const MAX_KEY_LENGTH = 512;

/** Tabs and other control characters, line breaks of YAML 1.1 but `\n`, what comes in pairs, and no characters. */
// oxlint-disable-next-line no-control-regex
const UNUSUAL = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]| (?:\n|$)/;

/**
 * Reads the subset of YAML that PyYAML's dumper writes for params in block style: mappings and sequences by
 * indentation, scalars on one line, `[]` and `{}`. Nothing is guessed: null for any text that is not wholly of
 * the subset, valid or not, which the full parser then reads from its beginning.
 *
 * @returns what `parseParams` returns as its values.
 */
export function parseFastParams(text: string): Map<string, unknown> | null {
  if (text.length > MAX_LENGTH || UNUSUAL.test(text)) return null;
  try {
    return new BlockReader(text).document();
  } catch (error) {
    if (error === DECLINED) return null;
    throw error;
  }
}

/** Reads blocks line by line; `#at` is where the rest of a line begins, `#indent` the column of that. */
class BlockReader {
  readonly #lines: readonly string[];
  #line = 0;
  /** Column of the line's content; -1 after the last line. */
  #indent = 0;
  /** Column that is read next. */
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    const lines = text.split("\n");
    if (lines.at(-1) === "") lines.pop();
    this.#lines = lines;
    this.#measure();
  }

  document(): Map<string, unknown> {
    if (this.#indent !== 0 || this.#isItem()) throw DECLINED;
    const values = new Map<string, unknown>();
    this.#mapping(0, (key, value) => values.set(key, value));
    if (this.#line < this.#lines.length) throw DECLINED;
    return values;
  }

  #mapping(indent: number, set: (key: string, value: unknown) => void): void {
    do {
      const key = this.#key();
      set(key, this.#at < this.#text().length ? this.#inlineValue() : this.#blockValue(indent));
    } while (this.#continues(indent) && !this.#isItem());
  }

  #sequence(indent: number): unknown[] {
    const list: unknown[] = [];
    do {
      this.#at += 2;
      list.push(this.#item(indent + 2));
    } while (this.#continues(indent) && this.#isItem());
    return list;
  }

  #item(indent: number): unknown {
    if (this.#isItem() || this.#endOfKey() >= 0) return this.#nested(indent);
    return this.#inlineValue();
  }

  /** A mapping or a sequence that begins here, its further lines at the same column. */
  #nested(indent: number): unknown {
    if (++this.#depth > MAX_DEPTH) throw DECLINED;
    const value = this.#isItem() ? this.#sequence(indent) : this.#object(indent);
    this.#depth -= 1;
    return value;
  }

  #object(indent: number): unknown {
    const object = Object.create(null) as Record<string, unknown>;
    this.#mapping(indent, (key, value) => (object[key] = value));
    return object;
  }

  /** What stands below a key without a value on its line; a sequence may stand at the key's own column. */
  #blockValue(indent: number): unknown {
    this.#advance();
    if (this.#indent > indent || (this.#indent === indent && this.#isItem()))
      return this.#nested(this.#indent);
    return null;
  }

  /** The rest of the line as a value, and on to the next line. */
  #inlineValue(): unknown {
    const text = this.#text();
    const value = scalar(this.#at === 0 ? text : text.slice(this.#at));
    this.#advance();
    return value;
  }

  /** Reads a key up to its value, or to the end of the line where it has none there. */
  #key(): string {
    const text = this.#text();
    const end = this.#endOfKey();
    if (end < 0 || end - this.#at > MAX_KEY_LENGTH) throw DECLINED;
    const source = text.slice(this.#at, end);
    const key = isQuote(source.charAt(0)) ? unquote(source) : plainKey(source);
    if (end + 2 === text.length) throw DECLINED;
    this.#at = end + 2;
    return key;
  }

  /** Where the colon of a key stands that begins here; -1 where none does. */
  #endOfKey(): number {
    const text = this.#text();
    const first = text.charAt(this.#at);
    if (isQuote(first)) {
      const end = (first === "'" ? endOfSingleQuoted : endOfDoubleQuoted)(text, this.#at);
      return isColon(text, end) ? end : -1;
    }
    const end = text.indexOf(": ", this.#at);
    if (end >= 0) return end;
    return text.endsWith(":") ? text.length - 1 : -1;
  }

  #isItem(): boolean {
    return this.#text().startsWith("- ", this.#at);
  }

  /** Whether the next line goes on with a block at `indent`. A line that stands deeper belongs to nothing. */
  #continues(indent: number): boolean {
    if (this.#indent > indent) throw DECLINED;
    return this.#indent === indent;
  }

  #text(): string {
    return this.#lines[this.#line] ?? "";
  }

  #advance(): void {
    this.#line += 1;
    this.#measure();
  }

  #measure(): void {
    if (this.#line >= this.#lines.length) {
      this.#indent = -1;
      return;
    }
    const text = this.#text();
    let indent = 0;
    while (text.charCodeAt(indent) === 32) indent += 1;
    if (indent === text.length) throw DECLINED; // an empty line
    this.#indent = indent;
    this.#at = indent;
  }
}

function isQuote(character: string): boolean {
  return character === "'" || character === '"';
}

function isColon(text: string, at: number): boolean {
  return text.charAt(at) === ":" && (at + 1 === text.length || text.charAt(at + 1) === " ");
}

const NO_KEY_START = new Set(["", " ", "-", "."]);

/** A key that is a text, and no mark of a document's end. */
function plainKey(source: string): string {
  const first = source.charAt(0);
  if (NO_KEY_START.has(first) || source.endsWith(" ") || source.includes(" #")) throw DECLINED;
  const key = plainScalar(source);
  if (typeof key !== "string") throw DECLINED;
  return key;
}

/** The value of a scalar that takes up the rest of a line. */
function scalar(text: string): unknown {
  const first = text.charAt(0);
  if (isQuote(first)) {
    const end = (first === "'" ? endOfSingleQuoted : endOfDoubleQuoted)(text, 0);
    if (end !== text.length) throw DECLINED;
    return unquote(text);
  }
  if (text === "[]") return [];
  if (text === "{}") return Object.create(null);
  if (first === " " || text.includes(": ") || text.includes(" #") || text.endsWith(":"))
    throw DECLINED;
  return plainScalar(text);
}
