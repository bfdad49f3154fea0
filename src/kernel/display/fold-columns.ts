import { constantText } from "../../frame/constant-text.js";
import { isSparse } from "../../frame/is-sparse.js";
import { truncate } from "../../util/text-width.js";
import { cellText } from "../../frame/cell-text.js";
import { type ColumnProfile, shownText } from "./column-profile.js";

/** So many columns are looked at as they are. */
const FEW_COLUMNS = 8;
/** Letters of a value that stands below a table. */
const LONGEST = 80;

/** Columns that say where a run lies and when it began. */
const BOOKKEEPING: readonly string[] = ["time", "root"];

/** The columns of a table of runs as they are looked at, and what holds for all rows, in lines to stand below. */
export interface FoldedColumns {
  readonly shown: readonly ColumnProfile[];
  readonly notes: readonly string[];
}

/**
 * Takes out the columns that show the same in every row, and puts time, root and the columns that most rows lack last,
 * as `ceteris ls` does; where there are many columns and more than one row. The first column stays.
 */
export function foldColumns(profiles: readonly ColumnProfile[]): FoldedColumns {
  const [first, ...others] = profiles;
  if (!first || first.values.length < 2 || profiles.length <= FEW_COLUMNS)
    return { shown: profiles, notes: [] };
  const varying = others.filter((profile) => constantOf(profile) === undefined);
  const constant = others.filter((profile) => constantOf(profile) !== undefined);
  const shown = [first, ...varying.filter((each) => !isLast(each)), ...varying.filter(isLast)];
  const isEmpty = ({ type }: ColumnProfile): boolean => type === "empty";
  const values = constant.filter((each) => !isEmpty(each)).map(nameAndValue);
  const empty = constant.filter(isEmpty).map(({ name }) => cellText(name));
  return { shown, notes: [...line("constant", values), ...line("empty", empty)] };
}

function constantOf(profile: ColumnProfile): string | undefined {
  return constantText(profile.values, (value) => shownText(profile, value));
}

function isLast({ name, values }: ColumnProfile): boolean {
  return BOOKKEEPING.includes(name) || isSparse(values);
}

function nameAndValue(profile: ColumnProfile): string {
  return `${cellText(profile.name)} ${truncate(constantOf(profile)!, LONGEST)}`;
}

function line(head: string, items: readonly string[]): string[] {
  return items.length > 0 ? [`${head}: ${items.join(", ")}`] : [];
}
