import { cellText } from "../frame/cell-text.js";
import { ROWS_SHOWN, TEXT_WIDTH, textTable } from "../frame/text-table.js";
import { countText } from "../util/count-text.js";
import { wrapList } from "../util/wrap-list.js";
import { wrapWords } from "../util/wrap-words.js";
import type { Comparison } from "./comparison.js";
import { comparisonTables } from "./comparison-tables.js";
import type { ComparisonTable } from "./table-columns.js";

/**
 * A comparison as text: formula and verdict, the summary, what it rests on, differences and estimates, in at most
 * `width` columns of a terminal. Control characters are escaped.
 */
export function comparisonText(comparison: Comparison, width: number = TEXT_WIDTH): string {
  const heading = headline(comparison);
  const sentences = [...comparison.summary.split("\n"), ...remarks(comparison)];
  const prose = sentences.flatMap((sentence) => hanging(sentence, width)).join("\n");
  const tables = comparisonTables(comparison).map((table) => tableText(table, width));
  return [heading, prose, ...tables].join("\n\n");
}

/** The formula, and the verdict where anything was compared. */
export function headline({ formula, verdict, differences }: Comparison): string {
  return cellText(differences.length > 0 ? `${formula}: ${verdict}` : formula);
}

/** Warnings and what was averaged over, as far as the summary does not say it. */
export function remarks(comparison: Comparison): string[] {
  const { design, warnings, summary } = comparison;
  const unknown = design.additive ? comparison.importanceWarnings : [];
  return [...new Set([...warnings, ...design.averagedOver, ...unknown])].filter(
    (sentence) => !summary.includes(sentence),
  );
}

/** A sentence as lines; those after the first are indented. */
function hanging(sentence: string, width: number): string[] {
  const [first, ...rest] = wrapWords(cellText(sentence).split(" "), width - 2);
  return [first ?? "", ...rest.map((line) => `  ${line}`)];
}

function tableText({ title, columns, rows }: ComparisonTable, width: number): string {
  const shown = columns.map((column) => ({ ...column, cells: column.cells.slice(0, ROWS_SHOWN) }));
  const hidden = rows - ROWS_SHOWN;
  const more = hidden > 0 ? [`… ${countText(hidden, "more row")}`] : [];
  const { lines, shown: fitting } = textTable(shown, width);
  const others = columns.slice(fitting).map(({ name }) => name);
  const tooWide = others.length > 0 ? wrapList("too wide to show", others, width) : [];
  return [title, ...lines, ...more, ...tooWide].join("\n");
}
