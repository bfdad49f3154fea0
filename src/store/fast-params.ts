import {
  DECLINED,
  endOfDoubleQuoted,
  endOfSingleQuoted,
  plainScalar,
  unquote,
} from "./fast-scalar.js";
import { ParamsMemo, type Param } from "./params-memo.js";

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
 * the subset, valid or not, which the full parser then reads from its beginning. The text is read param by param, and
 * what the memo knows is not read again.
 *
 * @returns what `parseParams` returns as its values.
 */
export function parseFastParams(
  text: string,
  memo: ParamsMemo = new ParamsMemo(),
): Map<string, unknown> | null {
  if (text.length > MAX_LENGTH || text === "") return null;
  const values = new Map<string, unknown>();
  for (let start = 0, position = 0; start < text.length; position += 1) {
    const param =
      expectedParam(text, start, position, memo) ?? nextParam(text, start, position, memo);
    if (!param) return null;
    values.set(param.key, copyOf(param.value));
    start += param.source.length;
  }
  return values;
}

/** The param of the text before, where it stands here too. */
function expectedParam(
  text: string,
  start: number,
  position: number,
  memo: ParamsMemo,
): Param | undefined {
  const param = memo.expected(position);
  if (!param || !text.startsWith(param.source, start)) return undefined;
  const end = start + param.source.length;
  const isWhole =
    end === text.length || (text.charCodeAt(end - 1) === LINE_FEED && isKey(text, end));
  return isWhole ? param : undefined;
}

function nextParam(
  text: string,
  start: number,
  position: number,
  memo: ParamsMemo,
): Param | undefined {
  const source = text.slice(start, endOfParam(text, start));
  let param = memo.get(source, position);
  if (!param) {
    param = parseParam(source);
    if (!param) return undefined;
    memo.set(param, text);
  }
  memo.expect(position, param, text);
  return param;
}

const LINE_FEED = 10;
const SPACE = 32;
const DASH = 45;

/** Where the next key begins. */
function endOfParam(text: string, start: number): number {
  let end = start;
  do {
    end = text.indexOf("\n", end) + 1;
    if (end === 0) return text.length;
  } while (!isKey(text, end));
  return end;
}

/** Whether the line at `start` neither is indented nor is an item. */
function isKey(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  return first !== SPACE && !(first === DASH && text.charCodeAt(start + 1) === SPACE);
}

/** Reads a key with its value; undefined where the text is not of the subset. */
function parseParam(source: string): Param | undefined {
  if (UNUSUAL.test(source)) return undefined;
  try {
    const lineEnd = source.indexOf("\n");
    const isLine = lineEnd < 0 || lineEnd === source.length - 1;
    return isLine
      ? lineParam(source, lineEnd < 0 ? source : source.slice(0, -1))
      : new BlockReader(source).param();
  } catch (error) {
    if (error === DECLINED) return undefined;
    throw error;
  }
}

function lineParam(source: string, line: string): Param {
  const end = endOfKey(line, 0);
  const key = keyOf(line, 0, end);
  return { key, value: end + 1 < line.length ? scalar(line.slice(end + 2)) : null, source };
}

/** A value that its run may change without harm to others. */
function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) object[key] = copyOf(item);
  return object;
}

/** Reads blocks line by line; `#at` is where the rest of a line begins, `#indent` the column of that. */
class BlockReader {
  readonly #source: string;
  readonly #lines: readonly string[];
  #line = 0;
  /** Column of the line's content; -1 after the last line. */
  #indent = 0;
  /** Column that is read next. */
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    const lines = source.split("\n");
    if (lines.at(-1) === "") lines.pop();
    this.#source = source;
    this.#lines = lines;
    this.#measure();
  }

  param(): Param {
    if (this.#indent !== 0 || this.#isItem()) throw DECLINED;
    let param: Param | null = null;
    this.#mapping(0, (key, value) => (param = { key, value, source: this.#source }));
    if (!param || this.#line < this.#lines.length) throw DECLINED;
    return param;
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
    if (this.#isItem() || endOfKey(this.#text(), this.#at) >= 0) return this.#nested(indent);
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
    const end = endOfKey(text, this.#at);
    const key = keyOf(text, this.#at, end);
    this.#at = end + 2;
    return key;
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

/** Where the colon of a key stands that begins at `start`; -1 where none does. */
function endOfKey(line: string, start: number): number {
  const first = line.charAt(start);
  if (isQuote(first)) {
    const end = (first === "'" ? endOfSingleQuoted : endOfDoubleQuoted)(line, start);
    return isColon(line, end) ? end : -1;
  }
  const end = line.indexOf(": ", start);
  if (end >= 0) return end;
  return line.endsWith(":") ? line.length - 1 : -1;
}

/** The key from `start` to its colon at `end`. */
function keyOf(line: string, start: number, end: number): string {
  if (end < 0 || end - start > MAX_KEY_LENGTH || end + 2 === line.length) throw DECLINED;
  const source = line.slice(start, end);
  return isQuote(source.charAt(0)) ? unquote(source) : plainKey(source);
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
