import { countText } from "../util/count-text.js";
import type { Comparison } from "../compare/comparison.js";
import { remarks } from "../compare/comparison-text.js";
import { comparisonTables, type IntervalTable } from "../compare/comparison-tables.js";
import { ROWS_SHOWN } from "../frame/text-table.js";
import { STYLE } from "./html-style.js";
import { escapeMarkup } from "../util/markup.js";
import { extentOf, intervalStrip, type Extent } from "./interval-strip.js";

/**
 * A comparison as HTML: formula and verdict, the summary, what it rests on, then differences and estimates with their
 * intervals drawn on one scale for each response.
 */
export function comparisonHtml(comparison: Comparison): string {
  const verdict =
    comparison.differences.length > 0
      ? `<span class="ceteris-verdict">${escapeMarkup(comparison.verdict)}</span>`
      : "";
  return `<div class="ceteris">${STYLE}
<p><code>${escapeMarkup(comparison.formula)}</code>${verdict}</p>
${paragraphs(comparison.summary.split("\n"), "")}
${paragraphs(remarks(comparison), ' class="ceteris-muted"')}
${comparisonTables(comparison).map(tableHtml).join("\n")}</div>`;
}

function paragraphs(texts: readonly string[], attributes: string): string {
  return texts.map((text) => `<p${attributes}>${escapeMarkup(text)}</p>`).join("\n");
}

function tableHtml(table: IntervalTable): string {
  const header = table.columns.map(
    ({ name, numeric }) => `<th${alignment(numeric)}>${escapeMarkup(name)}</th>`,
  );
  const scales = scalesOf(table);
  const rows = table.intervals.slice(0, ROWS_SHOWN).map((_, row) => rowHtml(table, row, scales));
  const hidden = table.intervals.length - rows.length;
  const more =
    hidden > 0 ? `<div class="ceteris-note">… ${countText(hidden, "more row")}</div>` : "";
  return `<div class="ceteris-heading">${escapeMarkup(table.title)}</div>
<div class="ceteris-scroll"><table class="ceteris-table">
<thead><tr>${header.toSpliced(table.intervalColumn + 1, 0, "<th></th>").join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>${more}`;
}

function rowHtml(
  { columns, intervalColumn, intervals, aroundZero }: IntervalTable,
  row: number,
  scales: ReadonlyMap<string, Extent>,
): string {
  const cells = columns.map(
    ({ numeric, cells: texts }) =>
      `<td${alignment(numeric)}>${escapeMarkup(texts[row] ?? "")}</td>`,
  );
  const interval = intervals[row]!;
  const strip = intervalStrip(interval, scales.get(interval.response)!, aroundZero);
  return `<tr>${cells.toSpliced(intervalColumn + 1, 0, `<td>${strip}</td>`).join("")}</tr>`;
}

function scalesOf({ intervals, aroundZero }: IntervalTable): ReadonlyMap<string, Extent> {
  const responses = [...new Set(intervals.map(({ response }) => response))];
  const own = (name: string): IntervalTable["intervals"] =>
    intervals.filter(({ response }) => response === name);
  return new Map(responses.map((name) => [name, extentOf(own(name), aroundZero)]));
}

function alignment(numeric: boolean): string {
  return numeric ? ' class="ceteris-number"' : "";
}
