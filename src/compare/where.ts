import { escape, type ColumnTable } from "arquero";
import { nearestName } from "../util/nearest-name.js";
import { evaluate, isTrue } from "./evaluate.js";
import { parseExpression, type Expression } from "./expression.js";
import { FormulaError } from "./formula-error.js";
import { TokenReader } from "./token-reader.js";

/**
 * The rows of a table for which a condition holds, such as `lr < 0.01 && optimizer == 'adam'` or
 * `hidden == [64, 32]`. Parsed and evaluated here, never by `eval`.
 *
 * @throws FormulaError where the condition cannot be read or names a column that the table lacks.
 */
export function filterWhere(table: ColumnTable, condition: string): ColumnTable {
  const expression = parseCondition(condition);
  for (const { name, start } of namesIn(expression)) checkColumn(table, name, condition, start);
  const holds = (row: Record<string, unknown>): boolean =>
    isTrue(evaluate(expression, (name) => row[name]));
  return table.filter(escape(holds));
}

/** Parses a whole text as one expression. */
export function parseCondition(condition: string): Expression {
  const reader = new TokenReader(condition);
  const expression = parseExpression(reader);
  if (reader.peek().kind === "end") return expression;
  const hint = reader.sees("=")
    ? 'an operator such as "==" (a single "=" sets nothing here)'
    : "an operator or the end";
  throw reader.unexpected(hint);
}

function namesIn(expression: Expression): { name: string; start: number }[] {
  switch (expression.kind) {
    case "name":
      return [expression];
    case "list":
      return expression.items.flatMap(namesIn);
    case "unary":
      return namesIn(expression.operand);
    case "binary":
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case "literal":
      return [];
  }
}

function checkColumn(table: ColumnTable, name: string, condition: string, start: number): void {
  const names = table.columnNames();
  if (names.includes(name)) return;
  const nearest = nearestName(name, names);
  const remedy = nearest ? `did you mean ${nearest}?` : `the columns are: ${names.join(", ")}.`;
  throw new FormulaError(`There is no column ${name}; ${remedy}`, condition, start);
}
