import { cellText } from "../frame/cell-text.js";
import type { TextColumn } from "../frame/text-table.js";
import { formatSignificant } from "../util/format-number.js";
import { intervalTexts, type Interval } from "./interval-text.js";
import { levelText } from "./level.js";
import type { Adjustment, Contrast, Design } from "./types.js";
import { factorText, termOf } from "./wording.js";

/** A table of a comparison, ready to be printed or drawn. */
export interface ComparisonTable {
  readonly title: string;
  readonly columns: readonly TextColumn[];
  readonly rows: number;
  /** Where rows have an interval that can be drawn. */
  readonly drawn?: DrawnIntervals;
  /** Where contrasts are adjusted otherwise than those of the comparison. */
  readonly family?: TableFamily;
}

/** Over how many contrasts p-values are adjusted, and by whose method. */
export interface TableFamily {
  readonly size: number;
  readonly adjusted: Adjustment;
}

/** Intervals as a drawing of them beside the text has them. */
export interface DrawnIntervals {
  /** Position of the column that spells them; the drawing belongs beside it. */
  readonly column: number;
  /** One for each row, with the response whose scale it is drawn on; ratios as their logarithms. */
  readonly intervals: readonly (Interval & { readonly response: string })[];
  /** True where zero is a mark on the scale. */
  readonly aroundZero: boolean;
}

/** A column of texts. */
export function textColumn<T>(
  name: string,
  rows: readonly T[],
  text: (row: T) => string,
): TextColumn {
  return { name: cellText(name), numeric: false, cells: rows.map((row) => cellText(text(row))) };
}

/** A column of numbers, which stand to the right. */
export function numberColumn<T>(
  name: string,
  rows: readonly T[],
  text: (row: T) => string,
): TextColumn {
  return { ...textColumn(name, rows, text), numeric: true };
}

/** The response, where there are several, and the facets. */
export function facetColumns(
  rows: readonly Pick<Contrast, "response" | "facets">[],
  { responses, facets }: Pick<Design, "responses" | "facets">,
): TextColumn[] {
  const response =
    responses.length > 1 ? [textColumn("response", rows, (row) => row.response)] : [];
  return [
    ...response,
    ...facets.map((facet, position) =>
      textColumn(factorText(facet), rows, (row) => levelText(row.facets[position]!)),
    ),
  ];
}

type Held = Pick<Contrast, "term" | "within">;

/** A column for each factor that some row is within. */
export function heldColumns(rows: readonly Held[], design: Design): TextColumn[] {
  return design.factors.flatMap((factor, position) =>
    rows.some((row) => termOf(row, design).within.includes(position))
      ? [textColumn(factorText(factor), rows, (row) => heldText(row, position, design))]
      : [],
  );
}

/** The level at which a factor is held. */
export function heldText(row: Held, position: number, design: Design): string {
  const place = termOf(row, design).within.indexOf(position);
  return place < 0 ? "–" : levelText(row.within[place]!);
}

/** The number, then its interval. */
export function intervalColumns(
  name: string,
  confidence: number,
  intervals: readonly Interval[],
): [number: TextColumn, interval: TextColumn] {
  const level = `${formatSignificant(confidence * 100, 3)}% interval`;
  return [
    numberColumn(name, intervals, (interval) => intervalTexts(interval).estimate),
    numberColumn(level, intervals, (interval) => intervalTexts(interval).interval),
  ];
}
