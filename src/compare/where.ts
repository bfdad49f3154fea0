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
  throw reader.unexpected(reader.sees("=") ? '"=="' : "an operator or the end", hintFor(reader));
}

/** Words of Python, and how they are written here. */
const PYTHON_WORDS: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["True", "true"],
  ["False", "false"],
  ["None", "null"],
]);

/** Where a word of Python stands, the way to write it here. */
function hintFor(reader: TokenReader): string {
  const word = PYTHON_WORDS.get(reader.peek().text) ? reader.peek().text : reader.previous()?.text;
  const symbol = PYTHON_WORDS.get(word ?? "");
  return symbol === undefined ? "" : `write ${symbol} for ${word}`;
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
  const nearest = PYTHON_WORDS.get(name) ?? nearestName(name, names);
  const remedy = nearest ? `did you mean ${nearest}?` : `the columns are: ${names.join(", ")}.`;
  throw new FormulaError(`There is no column ${name}; ${remedy}`, condition, start);
}
