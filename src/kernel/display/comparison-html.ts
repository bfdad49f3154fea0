import { countText } from "../../util/count-text.js";
import type { Comparison } from "../../compare/comparison.js";
import { remarks } from "../../compare/comparison-text.js";
import { comparisonTables } from "../../compare/comparison-tables.js";
import type { ComparisonTable, DrawnIntervals } from "../../compare/table-columns.js";
import { ROWS_SHOWN } from "../../frame/text-table.js";
import { titleAttribute } from "./table-html.js";
import { STYLE } from "./html-style.js";
import { escapeMarkup } from "../../util/markup.js";
import { extentOf, intervalStrip } from "./interval-strip.js";

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

function tableHtml({ title, columns, rows, drawn }: ComparisonTable): string {
  const header = columns.map(
    ({ name, numeric }) => `<th${alignment(numeric)}>${escapeMarkup(name)}</th>`,
  );
  const strips = drawn === undefined ? [] : stripsOf(drawn);
  const shown = Array.from({ length: Math.min(rows, ROWS_SHOWN) }, (_, row) => {
    const cells = columns.map(
      ({ numeric, cells: texts }) =>
        `<td${alignment(numeric)}${titleAttribute(texts[row] ?? "")}>${escapeMarkup(texts[row] ?? "")}</td>`,
    );
    return `<tr>${beside(cells, drawn, `<td>${strips[row]}</td>`)}</tr>`;
  });
  const hidden = rows - shown.length;
  const more =
    hidden > 0 ? `<div class="ceteris-note">… ${countText(hidden, "more row")}</div>` : "";
  return `<div class="ceteris-heading">${escapeMarkup(title)}</div>
<div class="ceteris-scroll"><table class="ceteris-table">
<thead><tr>${beside(header, drawn, "<th></th>")}</tr></thead>
<tbody>
${shown.join("\n")}
</tbody></table></div>${more}`;
}

/** Cells of a row, with the drawing after the interval that it shows. */
function beside(
  cells: readonly string[],
  drawn: DrawnIntervals | undefined,
  drawing: string,
): string {
  return (drawn === undefined ? cells : cells.toSpliced(drawn.column + 1, 0, drawing)).join("");
}

/** Each interval, on the scale of its response. */
function stripsOf({ intervals, aroundZero }: DrawnIntervals): string[] {
  const responses = [...new Set(intervals.map(({ response }) => response))];
  const own = (name: string): DrawnIntervals["intervals"] =>
    intervals.filter(({ response }) => response === name);
  const scales = new Map(responses.map((name) => [name, extentOf(own(name), aroundZero)]));
  return intervals
    .slice(0, ROWS_SHOWN)
    .map((interval) => intervalStrip(interval, scales.get(interval.response)!, aroundZero));
}

function alignment(numeric: boolean): string {
  return numeric ? ' class="ceteris-number"' : "";
}
