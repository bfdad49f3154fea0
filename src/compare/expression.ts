import { FormulaError } from "./formula-error.js";
import type { TokenReader } from "./token-reader.js";
import type { Token } from "./tokenize.js";

/** An expression such as `lr < 0.01 && optimizer == 'adam'`, as a tree. `start` is its place in the text. */
export type Expression =
  | { readonly kind: "literal"; readonly value: unknown; readonly start: number }
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly start: number }
  | { readonly kind: "name"; readonly name: string; readonly start: number }
  | {
      readonly kind: "unary";
      readonly operator: string;
      readonly operand: Expression;
      readonly start: number;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly start: number;
    };

const COMPARISON = 3;

/** Binary operators by how tightly they bind. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["||", 1],
  ["&&", 2],
  ...["==", "!=", "<", "<=", ">", ">=", "in"].map((operator) => [operator, COMPARISON] as const),
  ...["+", "-"].map((operator) => [operator, 4] as const),
  ...["*", "/", "%"].map((operator) => [operator, 5] as const),
]);

const CONSTANTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", NaN],
  ["Infinity", Infinity],
]);

/** Deeper than this is no expression that a person writes; it would exhaust the stack. */
const MAX_DEPTH = 200;

/** More terms in a row than this, for the same reason. */
const MAX_TERMS = 2000;
const MANY_VALUES = "many values are a list, as in id in [1, 2, 3]";

/** Parses an expression; stops at the first token that cannot go on with it. */
export function parseExpression(reader: TokenReader, minimum = 1, depth = 0): Expression {
  if (depth > MAX_DEPTH) throw reader.unexpected("a shallower expression");
  let left = parseUnary(reader, depth);
  let previous = 0;
  for (let terms = 1; ; terms += 1) {
    const { text: operator, start } = reader.peek();
    const precedence = isOperator(reader.peek()) ? PRECEDENCE.get(operator) : undefined;
    if (precedence === undefined || precedence < minimum) return left;
    if (precedence === COMPARISON && previous === COMPARISON) throw chained(reader, start);
    if (terms > MAX_TERMS) throw reader.unexpected("a shorter expression", MANY_VALUES);
    previous = precedence;
    reader.take();
    const right = parseExpression(reader, precedence + 1, depth + 1);
    left = { kind: "binary", operator, left, right, start };
  }
}

/** A name in backquotes is a column, also where it spells an operator. */
function isOperator({ kind, text, start, end }: Token): boolean {
  return kind === "symbol" || (kind === "name" && end - start === text.length);
}

function chained(reader: TokenReader, start: number): FormulaError {
  const sentence = "Comparisons do not chain; join them with &&, as in 0.001 < lr && lr < 0.1.";
  return new FormulaError(sentence, reader.source, start);
}

function parseUnary(reader: TokenReader, depth: number): Expression {
  const { start } = reader.peek();
  if (!reader.sees("!", "-")) return parsePrimary(reader, depth);
  if (depth > MAX_DEPTH) throw reader.unexpected("a shallower expression");
  const operator = reader.take().text;
  return { kind: "unary", operator, operand: parseUnary(reader, depth + 1), start };
}

function parsePrimary(reader: TokenReader, depth: number): Expression {
  const { kind, text, start } = reader.peek();
  if (reader.accept("(")) return closed(reader, parseExpression(reader, 1, depth + 1));
  if (reader.accept("[")) return { kind: "list", items: parseItems(reader, depth), start };
  if (kind === "number") return { kind: "literal", value: toNumber(reader.take().text), start };
  if (kind === "text") return { kind: "literal", value: reader.take().text, start };
  if (kind !== "name" || (text === "in" && isOperator(reader.peek())))
    throw reader.unexpected("a column, a number, a 'text' or a [list]");
  const quoted = reader.source[reader.take().start] === "`";
  if (!quoted && CONSTANTS.has(text)) return { kind: "literal", value: CONSTANTS.get(text), start };
  return { kind: "name", name: text, start };
}

/** Integers beyond 2^53 are exact, as they are in a column. */
function toNumber(text: string): number | bigint {
  const value = Number(text);
  return /^\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

function closed(reader: TokenReader, inner: Expression): Expression {
  reader.expect(")", "to close the bracket");
  return inner;
}

function parseItems(reader: TokenReader, depth: number): Expression[] {
  const items: Expression[] = [];
  while (!reader.accept("]")) {
    if (items.length > 0) reader.expect(",", 'or "]" in the list');
    items.push(parseExpression(reader, 1, depth + 1));
  }
  return items;
}
