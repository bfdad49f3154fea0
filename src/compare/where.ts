import { escape, type ColumnTable } from "arquero";
import { nearestName } from "../util/nearest-name.js";
import { evaluate, isTrue } from "./evaluate.js";
import { nodesOf, type Expression } from "./expression.js";
import { FormulaError } from "./formula-error.js";
import { parseExpression, PYTHON_WORDS } from "./parse-expression.js";
import type { Reduction } from "./reduction.js";
import { TokenReader } from "./token-reader.js";
import { quotedName } from "./tokenize.js";
import { unlikeTypes } from "./unlike-types.js";

/**
 * The rows of a table for which a condition holds, such as `lr < 0.01 && optimizer == 'adam'`,
 * `hidden == [64, 32]` or `log10(lr) < -2`. Parsed and evaluated here, never by `eval`.
 *
 * @throws FormulaError where the condition cannot be read, names a column that the table lacks, or compares a column
 * with what none of its values can equal because of its type.
 */
export function filterWhere(table: ColumnTable, condition: string): ColumnTable {
  const expression = parseCondition(condition);
  const nodes = nodesOf(expression);
  refuseValue(table, expression, condition);
  for (const node of nodes) {
    if (node.kind === "name") checkColumn(table, node.name, condition, node.start);
    if (node.kind === "reduction") throw refusedReducer(node, condition);
  }
  const valuesOf = (name: string): ArrayLike<unknown> => table.array(name) as ArrayLike<unknown>;
  const unlike = unlikeTypes(nodes, valuesOf);
  if (unlike) throw new FormulaError(unlike.sentence, condition, unlike.start);
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

/** Where a word of Python stands, the way to write it here. */
function hintFor(reader: TokenReader): string {
  const word = PYTHON_WORDS.get(reader.peek().text) ? reader.peek().text : reader.previous()?.text;
  const symbol = PYTHON_WORDS.get(word ?? "");
  return symbol === undefined ? "" : `write ${symbol} for ${word}`;
}

function checkColumn(table: ColumnTable, name: string, condition: string, start: number): void {
  const names = table.columnNames();
  if (names.includes(name)) return;
  const word = PYTHON_WORDS.get(name);
  const remedy = word
    ? `did you mean ${word}?`
    : isText(table, name)
      ? `write the text in quotes, '${name}'.`
      : columnRemedy(name, names);
  throw new FormulaError(`There is no column ${name}; ${remedy}`, condition, start);
}

function columnRemedy(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names);
  return nearest ? `did you mean ${quotedName(nearest)}?` : `the columns are: ${names.join(", ")}.`;
}

/** True for a word that is no column, but a text in one. */
function isText(table: ColumnTable, word: string): boolean {
  return table
    .columnNames()
    .some((name) => Array.from(table.array(name) as ArrayLike<unknown>).includes(word));
}

/** Refuses a text, a list or a column of such alone: it is neither true nor false. */
function refuseValue(table: ColumnTable, expression: Expression, condition: string): void {
  const { kind, start } = expression;
  const isColumn = kind === "name" && table.columnNames().includes(expression.name);
  const values: unknown[] = isColumn
    ? Array.from(table.array(expression.name) as ArrayLike<unknown>)
    : kind === "literal" || kind === "list"
      ? [kind === "literal" ? expression.value : []]
      : [];
  const known = values.filter((value) => value !== null && value !== undefined);
  if (known.length === 0 || known.some((value) => ["boolean", "number"].includes(typeof value)))
    return;
  const column = isColumn ? expression.name : "column";
  const sentence = `${condition.trim()} is a value and no condition; compare it, as in ${quotedName(column)} == ….`;
  throw new FormulaError(sentence, condition, start);
}

/** A condition is on the columns of a table; a reducer needs the runs. */
function refusedReducer({ statistic, method, start }: Reduction, condition: string): FormulaError {
  const sentence = `A condition is on columns, and has no reducer ${method.reducer}; name the column ${statistic}, or load another one by the option statistics of index.info().`;
  return new FormulaError(sentence, condition, start);
}
