import { nearestName } from "../util/nearest-name.js";
import type { Expression } from "./expression.js";
import { FormulaError } from "./formula-error.js";
import { FUNCTIONS } from "./functions.js";

import { FORMULA_REDUCERS, parseReduction } from "./reduction.js";
import type { TokenReader } from "./token-reader.js";
import { isQuoted, type Token } from "./tokenize.js";

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

/** Words of Python, and how they are written here. */
export const PYTHON_WORDS: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
]);

/** Deeper than this is no expression that a person writes; it would exhaust the stack. */
const MAX_DEPTH = 200;

/** More operators in rows than this, for the same reason. */
const MAX_TERMS = 2000;
const MANY_VALUES = "many values are a list, as in id in [1, 2, 3]";

/** How much of the limits the text has used so far: `terms` over all of it, `depth` at one place. */
interface Used {
  readonly depth: number;
  readonly terms: { count: number };
}

/** Parses an expression; stops at the first token that cannot go on with it. */
export function parseExpression(reader: TokenReader): Expression {
  return parseBinary(reader, 1, { depth: 0, terms: { count: 0 } });
}

function parseBinary(reader: TokenReader, minimum: number, used: Used): Expression {
  if (used.depth > MAX_DEPTH) throw reader.unexpected("a shallower expression");
  let left = parseUnary(reader, used);
  let previous = 0;
  for (let terms = 1; ; terms += 1) {
    const { text: operator, start } = reader.peek();
    const precedence = isOperator(reader.peek()) ? PRECEDENCE.get(operator) : undefined;
    if (precedence === undefined || precedence < minimum) return left;
    if (precedence === COMPARISON && previous === COMPARISON) throw chained(reader, start);
    if (terms > 1) used.terms.count += 1;
    if (used.terms.count > MAX_TERMS) throw reader.unexpected("a shorter expression", MANY_VALUES);
    previous = precedence;
    reader.take();
    const right = parseBinary(reader, precedence + 1, deeper(used));
    left = { kind: "binary", operator, left, right, start };
  }
}

function deeper({ depth, terms }: Used): Used {
  return { depth: depth + 1, terms };
}

function isOperator(token: Token): boolean {
  return token.kind === "symbol" || (token.kind === "name" && !isQuoted(token));
}

function chained(reader: TokenReader, start: number): FormulaError {
  const sentence = "Comparisons do not chain; join them with &&, as in 0.001 < lr && lr < 0.1.";
  return new FormulaError(sentence, reader.source, start);
}

function parseUnary(reader: TokenReader, used: Used): Expression {
  const { start } = reader.peek();
  if (!reader.sees("!", "-")) return parsePrimary(reader, used);
  if (used.depth > MAX_DEPTH) throw reader.unexpected("a shallower expression");
  const operator = reader.take().text;
  return { kind: "unary", operator, operand: parseUnary(reader, deeper(used)), start };
}

function parsePrimary(reader: TokenReader, used: Used): Expression {
  const token = reader.peek();
  const { kind, text, start } = token;
  if (reader.accept("(")) return closed(reader, parseBinary(reader, 1, deeper(used)));
  if (reader.accept("[")) return { kind: "list", items: parseItems(reader, used), start };
  if (kind === "number") return { kind: "literal", value: toNumber(reader.take().text), start };
  if (kind === "text") return { kind: "literal", value: reader.take().text, start };
  if (kind !== "name" || (text === "in" && !isQuoted(token)))
    throw reader.unexpected("a column, a number, a 'text' or a [list]");
  reader.take();
  if (isQuoted(token)) return { kind: "name", name: text, start };
  if (reader.accept("(")) return parseCall(reader, token, used);
  if (CONSTANTS.has(text)) return { kind: "literal", value: CONSTANTS.get(text), start };
  return { kind: "name", name: text, start };
}

function parseCall(reader: TokenReader, token: Token, used: Used): Expression {
  const { text, start } = token;
  const callee = FUNCTIONS.find((name) => name === text);
  if (callee) {
    const argument = closed(reader, parseBinary(reader, 1, deeper(used)), `${text}(`);
    return { kind: "call", callee, argument, start };
  }
  if (FORMULA_REDUCERS.includes(text)) return parseReduction(reader, token);
  const sentence = `There is no function ${text}; ${callRemedy(text)}`;
  throw new FormulaError(sentence, reader.source, start);
}

function callRemedy(text: string): string {
  const word = PYTHON_WORDS.get(text);
  if (word !== undefined) return `write ${word}.`;
  const nearest = nearestName(text, [...FUNCTIONS, ...FORMULA_REDUCERS]);
  if (nearest !== undefined) return `did you mean ${nearest}?`;
  return `there are: ${FUNCTIONS.join(", ")}, and in formulas the reducers ${FORMULA_REDUCERS.join(", ")}.`;
}

/** Integers beyond 2^53 are exact, as they are in a column. */
function toNumber(text: string): number | bigint {
  const value = Number(text);
  return /^\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

function closed(reader: TokenReader, inner: Expression, what = "the bracket"): Expression {
  reader.expect(")", `to close ${what}`);
  return inner;
}

function parseItems(reader: TokenReader, used: Used): Expression[] {
  const items: Expression[] = [];
  while (!reader.accept("]")) {
    if (items.length > 0) reader.expect(",", 'or "]" in the list');
    items.push(parseBinary(reader, 1, deeper(used)));
  }
  return items;
}
