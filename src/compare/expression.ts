import type { TokenReader } from "./token-reader.js";

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

/** Binary operators by how tightly they bind. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ["||", 1],
  ["&&", 2],
  ...["==", "!=", "<", "<=", ">", ">=", "in"].map((operator) => [operator, 3] as const),
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

/** Parses an expression; stops at the first token that cannot go on with it. */
export function parseExpression(reader: TokenReader, minimum = 1, depth = 0): Expression {
  if (depth > MAX_DEPTH) throw reader.unexpected("a shallower expression");
  let left = parseUnary(reader, depth);
  for (;;) {
    const { text: operator, start } = reader.peek();
    const precedence = reader.peek().kind === "text" ? undefined : PRECEDENCE.get(operator);
    if (precedence === undefined || precedence < minimum) return left;
    reader.take();
    const right = parseExpression(reader, precedence + 1, depth + 1);
    left = { kind: "binary", operator, left, right, start };
  }
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
  if (kind === "number") return { kind: "literal", value: Number(reader.take().text), start };
  if (kind === "text") return { kind: "literal", value: reader.take().text, start };
  if (kind !== "name" || text === "in")
    throw reader.unexpected("a column, a number, a 'text' or a [list]");
  const quoted = reader.source[reader.take().start] === "`";
  if (!quoted && CONSTANTS.has(text)) return { kind: "literal", value: CONSTANTS.get(text), start };
  return { kind: "name", name: text, start };
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
