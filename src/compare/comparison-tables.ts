import type { Comparison } from "./comparison.js";
import { levelText } from "./level.js";
import type { Contrast, Estimate, Level } from "./types.js";
import { formatSignificant } from "../util/format-number.js";
import { cellText } from "../frame/cell-text.js";
import { intervalTexts, pText, type Interval } from "./interval-text.js";
import type { TextColumn } from "../frame/text-table.js";

/** A table of estimates with intervals, ready to be printed or drawn. */
export interface IntervalTable {
  readonly title: string;
  readonly columns: readonly TextColumn[];
  /** Position of the column that spells the intervals; a drawing of them belongs beside it. */
  readonly intervalColumn: number;
  /** One for each row, with the response whose scale it is drawn on. */
  readonly intervals: readonly (Interval & { readonly response: string })[];
  /** True where zero is a mark on the scale. */
  readonly aroundZero: boolean;
}

/** What a comparison shows: its differences, where there are any, and the cells they come from. */
export function comparisonTables(comparison: Comparison): IntervalTable[] {
  const tables = [differencesTable(comparison), cellsTable(comparison)];
  return tables.filter(({ intervals }) => intervals.length > 0);
}

function differencesTable({ design, differences }: Comparison): IntervalTable {
  const [compared, ...within] = design.factors;
  const places = [...design.facets, ...within].map(({ name }) => name);
  const head = [
    ...placeColumns(
      places,
      differences,
      (row) => [...row.facets, ...row.within],
      design.responses.length > 1,
    ),
    textColumn(
      compared?.name ?? "contrast",
      differences,
      (row) => `${levelText(row.level)} − ${levelText(row.control)}`,
    ),
    numberColumn(countName(differences), differences, ({ n }) => String(n)),
  ];
  const columns = [
    ...head,
    ...intervalColumns("difference", design.confidence, differences.map(differenceInterval)),
    numberColumn("p adjusted", differences, ({ pAdjusted }) => pText(pAdjusted)),
    numberColumn("p", differences, ({ p }) => pText(p)),
    ...exactColumn(differences),
    numberColumn("Hedges g", differences, ({ hedgesG }) => formatSignificant(hedgesG, 3)),
  ];
  return {
    title: "Differences",
    columns,
    intervalColumn: head.length + 1,
    intervals: differences.map(differenceInterval),
    aroundZero: true,
  };
}

/** The p of the exact test, which has one only where there are few enough values. */
function exactColumn(differences: readonly Contrast[]): TextColumn[] {
  return differences.some(({ pExact }) => !Number.isNaN(pExact))
    ? [numberColumn("p exact", differences, ({ pExact }) => pText(pExact))]
    : [];
}

function cellsTable({ design, cells }: Comparison): IntervalTable {
  const places = [...design.facets, ...design.factors].map(({ name }) => name);
  const anyFailed = cells.some(({ failed }) => failed > 0);
  const head = [
    ...placeColumns(
      places,
      cells,
      (row) => [...row.facets, ...row.levels],
      design.responses.length > 1,
    ),
    numberColumn("n", cells, ({ n }) => String(n)),
    ...(anyFailed ? [numberColumn("failed", cells, ({ failed }) => String(failed))] : []),
  ];
  const columns = [
    ...head,
    ...intervalColumns("estimate", design.confidence, cells),
    numberColumn("sd", cells, ({ sd }) => formatSignificant(sd, 3)),
  ];
  return {
    title: "Estimates",
    columns,
    intervalColumn: head.length + 1,
    intervals: cells,
    aroundZero: false,
  };
}

function differenceInterval({
  response,
  difference,
  lower,
  upper,
}: Contrast): Interval & { response: string } {
  return { response, estimate: difference, lower, upper };
}

function countName(differences: readonly Contrast[]): string {
  return differences.every(({ paired }) => paired)
    ? "pairs"
    : differences.some(({ paired }) => paired)
      ? "n"
      : "runs";
}

function placeColumns<T extends Estimate | Contrast>(
  names: readonly string[],
  rows: readonly T[],
  levelsOf: (row: T) => readonly Level[],
  severalResponses: boolean,
): TextColumn[] {
  const response = severalResponses ? [textColumn("response", rows, (row) => row.response)] : [];
  return [
    ...response,
    ...names.map((name, place) =>
      textColumn(name, rows, (row) => levelText(levelsOf(row)[place] ?? null)),
    ),
  ];
}

function intervalColumns(
  name: string,
  confidence: number,
  intervals: readonly Interval[],
): TextColumn[] {
  const level = `${formatSignificant(confidence * 100, 3)}% interval`;
  return [
    numberColumn(name, intervals, (interval) => intervalTexts(interval).estimate),
    numberColumn(level, intervals, (interval) => intervalTexts(interval).interval),
  ];
}

function textColumn<T>(name: string, rows: readonly T[], text: (row: T) => string): TextColumn {
  return { name: cellText(name), numeric: false, cells: rows.map((row) => cellText(text(row))) };
}

function numberColumn<T>(name: string, rows: readonly T[], text: (row: T) => string): TextColumn {
  return { ...textColumn(name, rows, text), numeric: true };
}
