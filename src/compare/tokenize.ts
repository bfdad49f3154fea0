import { FormulaError } from "./formula-error.js";

/** A piece of a formula or expression, and where it begins. */
export interface Token {
  readonly kind: "name" | "number" | "text" | "symbol" | "end";
  /** A name without its backquotes, a text without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const PATTERNS: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+/y],
  ["number", /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ["name", /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy],
  ["name", /`[^`]+`/y],
  ["text", /"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'/sy],
  ["symbol", /==|!=|<=|>=|&&|\|\||[-+*/%<>!()[\]{},~|:=.]/y],
];

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** A name as it is written in a formula: in backquotes, where it has other characters than names have. */
export function quotedName(name: string): string {
  const isPlain = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(name);
  return isPlain ? name : `\`${name}\``;
}

/** A text in single quotes, as `tokenize` reads it, in one line. */
export function quotedText(text: string): string {
  const inOneLine = Object.entries(ESCAPES).reduce(
    (line, [letter, character]) => line.replaceAll(character, `\\${letter}`),
    text.replace(/[\\']/g, "\\$&"),
  );
  return `'${inOneLine}'`;
}

function unescaped(_: string, character: string): string {
  return ESCAPES[character] ?? character;
}

/** True for a name in backquotes: it is a column, also where it spells an operator, a constant or a function. */
export function isQuoted({ kind, text, start, end }: Token): boolean {
  return kind === "name" && end - start !== text.length;
}

/**
 * Splits a formula or an expression into tokens, with an end token last.
 *
 * @throws FormulaError at a character that begins none.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let start = 0;
  while (start < source.length) {
    const [kind, raw] = matchAt(source, start);
    const end = start + raw.length;
    if (kind !== "space") tokens.push({ kind, text: textOf(kind, raw), start, end });
    start = end;
  }
  tokens.push({ kind: "end", text: "", start, end: start });
  return tokens;
}

function matchAt(source: string, start: number): [Token["kind"] | "space", string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = start;
    const match = pattern.exec(source);
    if (match) return [kind, match[0]];
  }
  const character = String.fromCodePoint(source.codePointAt(start)!);
  const remedy = /["'`]/.test(character)
    ? "its closing quote is missing"
    : "put names with such characters in `backquotes`";
  throw new FormulaError(`The character ${character} cannot stand here; ${remedy}.`, source, start);
}

function textOf(kind: Token["kind"] | "space", raw: string): string {
  if (kind === "text") return raw.slice(1, -1).replace(/\\(.)/gs, unescaped);
  return raw.startsWith("`") ? raw.slice(1, -1) : raw;
}
