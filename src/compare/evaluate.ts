import type { Expression } from "./expression.js";
import { applyFunction, type NamedFunction } from "./functions.js";
import { toLevel } from "./level.js";
import type { Reduction } from "./reduction.js";

/** What a row has in a column. */
export type Lookup = (name: string) => unknown;

/** What a reducer makes of a row's run. */
export type Reduce = (reduction: Reduction) => unknown;

/**
 * The value of an expression in a row. Null in an order, in arithmetic or in a function gives null, as in SQL.
 *
 * @param reduce - Nothing by default: conditions have no reducers.
 */
export function evaluate(
  expression: Expression,
  lookup: Lookup,
  reduce: Reduce = () => null,
): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "name":
      return lookup(expression.name) ?? null;
    case "list":
      return expression.items.map((item) => evaluate(item, lookup, reduce));
    case "unary":
      return evaluateUnary(expression.operator, evaluate(expression.operand, lookup, reduce));
    case "binary":
      return evaluateBinary(expression, lookup, reduce);
    case "call":
      return evaluateCall(expression.callee, evaluate(expression.argument, lookup, reduce));
    case "reduction":
      return reduce(expression) ?? null;
  }
}

function evaluateCall(callee: NamedFunction, argument: unknown): number | null {
  return argument === null ? null : applyFunction(callee, toNumber(argument));
}

function evaluateUnary(operator: string, operand: unknown): unknown {
  if (operator === "!") return !isTrue(operand);
  if (typeof operand === "bigint") return -operand;
  return operand === null ? null : -toNumber(operand);
}

function evaluateBinary(
  expression: Expression & { kind: "binary" },
  lookup: Lookup,
  reduce: Reduce,
): unknown {
  const left = evaluate(expression.left, lookup, reduce);
  if (expression.operator === "&&")
    return isTrue(left) && isTrue(evaluate(expression.right, lookup, reduce));
  if (expression.operator === "||")
    return isTrue(left) || isTrue(evaluate(expression.right, lookup, reduce));
  const right = evaluate(expression.right, lookup, reduce);
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

/** NaN equals NaN, as a level does, so that a condition can ask for it; a day is that of either midnight, here or UTC. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (isDayOf(a, b) || isDayOf(b, a)) return true;
  if (typeof a === "object" || typeof b === "object") return comparable(a, b) === comparable(b, a);
  if (typeof a === typeof b) return a === b || (Number.isNaN(a) && Number.isNaN(b));
  // A bigint and a number are never the same value, but may be of the same size.
  return isNumeric(a) && isNumeric(b) && inOrder("<=", a, b) && inOrder(">=", a, b);
}

function isDayOf(date: unknown, text: unknown): boolean {
  return date instanceof Date && typeof text === "string" && toLevel(date) === text;
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
