import type { ColumnTable } from "arquero";
import { constantText } from "../frame/constant-text.js";
import { cellText } from "../frame/cell-text.js";
import { shortText, textTable } from "../frame/text-table.js";
import { countText } from "../util/count-text.js";
import { truncate } from "../util/text-width.js";
import { wrapList } from "../util/wrap-list.js";
import { shownParams } from "./run-columns.js";

/** Runs as an aligned table. What does not fit the terminal, or is the same in every run, stands below it. */
export function runsText(
  runs: ColumnTable,
  columns: readonly string[],
  width: number | undefined,
): string {
  const count = runs.numRows();
  if (count === 0) return "no runs\n";
  const texts = columns.map((name) => {
    const values = valuesOf(runs, name);
    return {
      name: cellText(name),
      numeric: values.some((value) => typeof value === "number"),
      cells: values.map(shown),
    };
  });
  const { lines, shown: fitting } = textTable(texts, width ?? Infinity);
  const notes = [
    ...note(countText(count, "run"), commonParams(runs, columns), width),
    ...note("too wide to show", columns.slice(fitting).map(shortName), width),
  ];
  return `${[...lines, ...notes].join("\n")}\n`;
}

function note(head: string, items: readonly string[], width: number = Infinity): string[] {
  if (items.length === 0) return head.startsWith("too") ? [] : [head];
  const fitting = items.map((item) => truncate(item, width - 1)); // the comma takes a column
  return wrapList(head, fitting, width);
}

/** Params that are not shown as columns because every run has the same. */
function commonParams(runs: ColumnTable, columns: readonly string[]): string[] {
  return shownParams(runs)
    .filter((name) => !columns.includes(name))
    .flatMap((name) => {
      const only = constantText(valuesOf(runs, name), shown);
      return only === undefined || only === NOTHING
        ? []
        : [`${shortName(name)} ${shortText(only)}`];
    });
}

function shortName(column: string): string {
  return shortText(cellText(column));
}

const NOTHING = "–";

function shown(value: unknown): string {
  return value === null ? NOTHING : cellText(value);
}

function valuesOf(runs: ColumnTable, name: string): unknown[] {
  return Array.from(runs.array(name) as ArrayLike<unknown>);
}
