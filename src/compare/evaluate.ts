import type { Expression } from "./expression.js";

/** What a row has in a column. */
export type Lookup = (name: string) => unknown;

/** The value of an expression in a row. Null in an order or in arithmetic gives null, as in SQL. */
export function evaluate(expression: Expression, lookup: Lookup): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "name":
      return lookup(expression.name) ?? null;
    case "list":
      return expression.items.map((item) => evaluate(item, lookup));
    case "unary":
      return evaluateUnary(expression.operator, evaluate(expression.operand, lookup));
    case "binary":
      return evaluateBinary(expression, lookup);
  }
}

function evaluateUnary(operator: string, operand: unknown): unknown {
  if (operator === "!") return !isTrue(operand);
  if (typeof operand === "bigint") return -operand;
  return operand === null ? null : -toNumber(operand);
}

function evaluateBinary(expression: Expression & { kind: "binary" }, lookup: Lookup): unknown {
  const left = evaluate(expression.left, lookup);
  if (expression.operator === "&&")
    return isTrue(left) && isTrue(evaluate(expression.right, lookup));
  if (expression.operator === "||")
    return isTrue(left) || isTrue(evaluate(expression.right, lookup));
  const right = evaluate(expression.right, lookup);
  if (expression.operator === "==") return isEqual(left, right);
  if (expression.operator === "!=") return !isEqual(left, right);
  if (expression.operator === "in")
    return Array.isArray(right) && right.some((item) => isEqual(left, item));
  if (left === null || right === null) return null;
  return isOrder(expression.operator)
    ? inOrder(expression.operator, comparable(left, right), comparable(right, left))
    : calculate(expression.operator, toNumber(left), toNumber(right));
}

/** What counts as true in a condition. */
export function isTrue(value: unknown): boolean {
  return value === true || (typeof value === "number" && value !== 0 && !Number.isNaN(value));
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (typeof a === "object" || typeof b === "object") return comparable(a, b) === comparable(b, a);
  if (typeof a === typeof b) return a === b;
  // A bigint and a number are never the same value, but may be of the same size.
  return isNumeric(a) && isNumeric(b) && inOrder("<=", a, b) && inOrder(">=", a, b);
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint";
}

/** A date is compared with a text as the date that the text spells. */
function comparable(value: unknown, other: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (other instanceof Date && typeof value === "string")
    return new Date(isDay(value) ? `${value}T00:00:00` : value).getTime();
  return value;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

function isOrder(operator: string): boolean {
  return ["<", "<=", ">", ">="].includes(operator);
}

function inOrder(operator: string, a: unknown, b: unknown): boolean {
  const sameKind = typeof a === typeof b || (isNumeric(a) && isNumeric(b));
  if (!sameKind || typeof a === "object") return false;
  const [left, right] = [a as number, b as number];
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

function calculate(operator: string, a: number, b: number): number {
  if (operator === "+") return a + b;
  if (operator === "-") return a - b;
  if (operator === "*") return a * b;
  return operator === "/" ? a / b : a % b;
}

function toNumber(value: unknown): number {
  return typeof value === "number"
    ? value
    : typeof value === "bigint" || typeof value === "boolean"
      ? Number(value)
      : NaN;
}
