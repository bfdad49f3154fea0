import type { ColumnTable } from "arquero";
import { BOOLEAN, checkOptions, NUMBER, type OptionKinds, TEXT } from "../util/check-options.js";
import { CeterisError } from "../util/error.js";
import { cellText, numberText } from "./cell-text.js";
import { escapeLatex } from "./escape-latex.js";

export interface LatexOptions {
  /** Text above the table, in a `table` environment; special characters are escaped. */
  readonly caption?: string;
  /** Name for `\ref`, in a `table` environment. */
  readonly label?: string;
  /** True for a table over both columns of a page: in a `table*` environment. Default false. */
  readonly wide?: boolean;
  /** Decimals of every number that is not whole; by default as many as the column needs for six significant digits. */
  readonly digits?: number;
}

/** What puts a table in an environment of its own. */
export type FloatOptions = Pick<LatexOptions, "caption" | "label" | "wide">;

const OPTIONS: OptionKinds<LatexOptions> = {
  caption: TEXT,
  label: TEXT,
  wide: BOOLEAN,
  digits: NUMBER,
};
const MOST_DECIMALS = 8;

/**
 * A table in LaTeX, with the rules of the package `booktabs`. Numbers stand in math mode to the right, each column
 * with one count of decimals, so that the points are aligned; texts are escaped, and line breaks in them are spaces.
 *
 * @throws CeterisError `FORMAT` for a label that LaTeX cannot refer to, or digits that are no count, `USAGE` for an option that does not
 * exist or is of a wrong kind.
 *
 * @example
 * const tex = toLatex(comparison.estimates, { caption: "Accuracy", label: "tab:accuracy", digits: 3 });
 */
export function toLatex(table: ColumnTable, options: LatexOptions = {}): string {
  checkOptions("toLatex", options, OPTIONS);
  const { digits } = options;
  if (digits !== undefined && !(Number.isInteger(digits) && digits >= 0 && digits <= 20))
    throw new CeterisError("FORMAT", `digits is ${digits}; give a whole number from 0 to 20.`);
  return latexOf(
    table.columnNames().map((name) => latexColumn(table, name, digits)),
    options,
  );
}

/**
 * Columns whose cells are LaTeX as one table.
 *
 * @throws CeterisError `FORMAT` for a label that LaTeX cannot refer to.
 */
export function latexOf(columns: readonly LatexColumn[], options: FloatOptions): string {
  const { label } = options;
  if (label !== undefined && !/^[\w:.+/ -]+$/.test(label))
    throw new CeterisError(
      "FORMAT",
      `The label ${JSON.stringify(label)} cannot be referred to; use letters, digits, and any of : . - _ + /.`,
    );
  const rows = (columns[0]?.cells ?? []).map((_, row) =>
    line(columns.map(({ cells }) => cells[row]!)),
  );
  const tabular = [
    `\\begin{tabular}{${columns.map(({ align }) => align).join("")}}`,
    "\\toprule",
    line(columns.map(({ head }) => head)),
    "\\midrule",
    ...rows,
    "\\bottomrule",
    "\\end{tabular}",
  ];
  return `${floating(tabular, options).join("\n")}\n`;
}

function floating(tabular: string[], { caption, label, wide = false }: FloatOptions): string[] {
  if (caption === undefined && label === undefined && !wide) return tabular;
  const environment = wide ? "table*" : "table";
  return [
    `\\begin{${environment}}`,
    "\\centering",
    ...(caption === undefined ? [] : [`\\caption{${escapeLatex(caption)}}`]),
    ...(label === undefined ? [] : [`\\label{${label}}`]),
    ...tabular,
    `\\end{${environment}}`,
  ];
}

function line(cells: readonly string[]): string {
  return `${cells.join(" & ")} \\\\`;
}

/** One column of a table in LaTeX. */
export interface LatexColumn {
  readonly head: string;
  readonly align: "l" | "r";
  readonly cells: readonly string[];
}

function latexColumn(table: ColumnTable, name: string, digits: number | undefined): LatexColumn {
  const values = Array.from(table.array(name) as ArrayLike<unknown>, (value) => value ?? null);
  const numbers = values.filter((value) => typeof value === "number");
  const decimals = numbers.every(Number.isInteger) ? 0 : (digits ?? decimalsOf(numbers));
  const isNumeric = values.some((value) => typeof value === "number" || typeof value === "bigint");
  return {
    head: escapeLatex(name),
    align: isNumeric ? "r" : "l",
    cells: values.map((value) =>
      typeof value === "number" ? latexNumber(value, decimals) : latexText(value),
    ),
  };
}

function latexText(value: unknown): string {
  if (value === null) return "--";
  if (typeof value === "bigint") return `$${value}$`;
  return escapeLatex(cellText(typeof value === "string" ? value.replace(/\s+/g, " ") : value));
}

/** Decimals that show every number with six significant digits; null where there are too many for a column. */
function decimalsOf(numbers: readonly number[]): number | null {
  const finite = numbers.filter(Number.isFinite);
  const texts = finite.map(numberText);
  if (texts.some((text) => text.includes("e"))) return null;
  const most = texts.reduce((known, text) => Math.max(known, text.split(".")[1]?.length ?? 0), 0);
  return most > MOST_DECIMALS ? null : most;
}

function latexNumber(value: number, decimals: number | null): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "$\\infty$" : "$-\\infty$";
  const text = decimals === null ? numberText(value) : value.toFixed(decimals);
  const [mantissa, exponent] = text.split("e");
  if (exponent === undefined) return `$${mantissa}$`;
  return `$${mantissa} \\times 10^{${Number(exponent)}}$`;
}
