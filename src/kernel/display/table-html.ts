import { countText } from "../../util/count-text.js";
import type { ColumnTable } from "arquero";
import { cellText } from "../../frame/cell-text.js";
import { columnProfiles, levelCounts, shownText, type ColumnProfile } from "./column-profile.js";
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
 * A table as HTML: at most 20 rows and 60 columns with the true counts, a header that stays, and for each column its
 * type, its distribution over all rows, and how many values are missing.
 */
export function tableHtml(table: ColumnTable): string {
  const all = columnProfiles(table);
  const profiles = all.slice(0, COLUMNS_SHOWN);
  const others = all.slice(COLUMNS_SHOWN).map(({ name }) => name);
  const shown = Math.min(ROWS_SHOWN, table.numRows());
  const rows = Array.from({ length: shown }, (_, row) => bodyRow(profiles, row));
  const left = shown < table.numRows() ? `first ${shown} of ` : "";
  const rest = others.length > 0 ? `; not shown: ${others.join(", ")}` : "";
  return `<div class="ceteris">${STYLE}<div class="ceteris-scroll"><table class="ceteris-table">
<thead><tr>${profiles.map(headerCell).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>
<div class="ceteris-note">${escapeMarkup(`${left}${tableSize(table)}${rest}`)}</div></div>`;
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
  if (profile.type !== "number" && profile.type !== "date")
    return levels(profile).map(muted).join("");
  const numbers = profile.present.map(Number);
  return histogram(numbers) + muted(range(profile, numbers));
}

function range({ type }: ColumnProfile, numbers: readonly number[]): string {
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  if (type === "number")
    return low === high ? cellText(low) : `${cellText(low)} – ${cellText(high)}`;
  const [from, to] = [low, high].map((time) => cellText(new Date(time)).slice(0, 16));
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

function alignment({ type }: ColumnProfile): string {
  return type === "number" ? ' class="ceteris-number"' : "";
}
