import { countText } from "../../util/count-text.js";
import type { ColumnTable } from "arquero";
import { cellText } from "../../frame/cell-text.js";
import { factsOf } from "../../frame/run-facts.js";
import {
  columnProfiles,
  isNumeric,
  levelCounts,
  shownText,
  type ColumnProfile,
} from "./column-profile.js";
import { foldColumns } from "./fold-columns.js";
import { histogram } from "./histogram.js";
import { STYLE } from "./html-style.js";
import { escapeMarkup } from "../../util/markup.js";
import { tableSize } from "./table-text.js";
import { ROWS_SHOWN } from "../../frame/text-table.js";
import { truncate } from "../../util/text-width.js";

const COLUMNS_SHOWN = 60;
const LEVELS_SHOWN = 3;
const LEVEL_WIDTH = 18;
/** Longer texts do not fit in a cell. */
const CELL_WIDTH = 80;
/** A notebook is not to store a list of 10,000 numbers for where the mouse rests. */
const TITLE_WIDTH = 1000;

/**
 * A table as HTML: at most so many rows, 20 by default, and 60 columns with the true counts, a header and a first column
 * that stay, and for each column its type, its distribution over all rows, and how many values are missing. Of a table of
 * runs, what is the same in every row stands below, and where and when they ran comes last.
 */
export function tableHtml(table: ColumnTable, most: number = ROWS_SHOWN): string {
  const columns = columnProfiles(table);
  const { shown: inOrder, notes } = factsOf(table)
    ? foldColumns(columns)
    : { shown: columns, notes: [] };
  const profiles = inOrder.slice(0, COLUMNS_SHOWN);
  const others = inOrder.slice(COLUMNS_SHOWN).map(({ name }) => name);
  const shown = Math.min(most, table.numRows());
  const rows = Array.from({ length: shown }, (_, row) => bodyRow(profiles, row));
  const left = shown < table.numRows() ? `first ${shown} of ` : "";
  const rest = others.length > 0 ? `; not shown: ${others.join(", ")}` : "";
  return `<div class="ceteris">${STYLE}<div class="ceteris-scroll"><table class="ceteris-table">
<thead><tr>${profiles.map(headerCell).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>
${[`${left}${tableSize(table)}${rest}`, ...notes].map(note).join("\n")}</div>`;
}

function note(line: string): string {
  return `<div class="ceteris-note">${escapeMarkup(line)}</div>`;
}

function headerCell(profile: ColumnProfile): string {
  const name = cellText(profile.name);
  const missing = profile.values.length - profile.present.length;
  const missed = missing > 0 ? muted(`${missing} missing`) : "";
  const details = `${muted(profile.type)}${distribution(profile)}${missed}`;
  return `<th${alignment(profile)}${titleAttribute(name)}>${cut(name)}${details}</th>`;
}

function muted(line: string): string {
  return `<div class="ceteris-muted">${escapeMarkup(line)}</div>`;
}

function distribution(profile: ColumnProfile): string {
  if (profile.present.length === 0) return "";
  if (!isNumeric(profile) && profile.type !== "date") return levels(profile).map(muted).join("");
  return histogram(profile.present.map(Number)) + muted(range(profile));
}

/** Compared as they are: a bigint may have more digits than a number holds. */
function range(profile: ColumnProfile): string {
  const values = profile.present as readonly (number | bigint | Date)[];
  const low = values.reduce((a, b) => (b < a ? b : a));
  const high = values.reduce((a, b) => (b > a ? b : a));
  if (isNumeric(profile))
    return cellText(low) === cellText(high)
      ? cellText(low)
      : `${cellText(low)} – ${cellText(high)}`;
  const [from, to] = [low, high].map((time) => cellText(time).slice(0, 16));
  if (from === to) return `${from}`;
  return from?.slice(0, 10) === to?.slice(0, 10)
    ? `${from} – ${to?.slice(11)}`
    : `${from?.slice(0, 10)} – ${to?.slice(0, 10)}`;
}

function levels(profile: ColumnProfile): string[] {
  const { present } = profile;
  const counts = levelCounts(present.map((value) => shownText(profile, value)));
  if (counts.length === present.length && counts.length > 1) return [`${counts.length} distinct`];
  const first = counts
    .slice(0, LEVELS_SHOWN)
    .map(([level, count]) => `${truncate(level, LEVEL_WIDTH)} ×${count}`);
  return counts.length > LEVELS_SHOWN
    ? [...first, `… ${countText(counts.length, "level")}`]
    : first;
}

function bodyRow(profiles: readonly ColumnProfile[], row: number): string {
  return `<tr>${profiles.map((profile) => bodyCell(profile, profile.values[row])).join("")}</tr>`;
}

function bodyCell(profile: ColumnProfile, value: unknown): string {
  const text = shownText(profile, value);
  if (value === null || value === undefined)
    return `<td${alignment(profile)}><span class="ceteris-muted">${text}</span></td>`;
  const full = typeof value === "number" ? String(value) : cellText(value);
  const inFull = full !== text || text.length > 24 ? titleAttribute(full) : "";
  return `<td${alignment(profile)}${inFull}>${cut(text)}</td>`;
}

function cut(text: string): string {
  return escapeMarkup(truncate(text, CELL_WIDTH));
}

/** A text where the mouse rests on its element; the beginning of a long one. */
export function titleAttribute(text: string): string {
  return ` title="${escapeMarkup(truncate(text, TITLE_WIDTH))}"`;
}

function alignment(profile: ColumnProfile): string {
  return isNumeric(profile) ? ' class="ceteris-number"' : "";
}
