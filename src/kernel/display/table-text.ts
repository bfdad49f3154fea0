import { countText } from "../../util/count-text.js";
import type { ColumnTable } from "arquero";
import { wrapList } from "../../util/wrap-list.js";
import { cellText } from "../../frame/cell-text.js";
import { columnProfiles, isNumeric, shownText, type ColumnProfile } from "./column-profile.js";
import { ROWS_SHOWN, TEXT_WIDTH, textTable, type TextColumn } from "../../frame/text-table.js";

/** A table as aligned text: at most so many rows, 20 by default, and 100 columns of a terminal, the true counts, and what is left out. */
export function tableText(table: ColumnTable, rows: number = ROWS_SHOWN): string {
  const profiles = columnProfiles(table);
  const { lines, shown } = textTable(
    profiles.map((profile) => textColumn(profile, rows)),
    TEXT_WIDTH,
  );
  const hidden = table.numRows() - rows;
  return [
    tableSize(table),
    ...(table.numRows() > 0 ? lines : []),
    ...(hidden > 0 ? [`… ${countText(hidden, "more row")}`] : []),
    ...namesOfOthers(profiles, table.numRows() > 0 ? shown : 0),
  ].join("\n");
}

/** `149 rows × 16 columns`, and the grouping where there is one. */
export function tableSize(table: ColumnTable): string {
  const groups = table.isGrouped() ? `, grouped by ${table.groups().names.join(", ")}` : "";
  return `${countText(table.numRows(), "row")} × ${countText(table.numCols(), "column")}${groups}`;
}

function textColumn(profile: ColumnProfile, rows: number): TextColumn {
  const cells = profile.values.slice(0, rows).map((value) => shownText(profile, value));
  return { name: cellText(profile.name), numeric: isNumeric(profile), cells };
}

function namesOfOthers(profiles: readonly ColumnProfile[], shown: number): string[] {
  const names = profiles.slice(shown).map(({ name }) => cellText(name));
  if (names.length === 0) return [];
  const head = shown === 0 ? "columns" : `… ${countText(names.length, "more column")}`;
  return wrapList(head, names, TEXT_WIDTH);
}
