import { constantText } from "../../frame/constant-text.js";
import { codeColumns } from "../../frame/recorded-columns.js";
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
 * Takes out the columns that show the same in every row, and puts time, root, the columns that most rows lack and those
 * of the code last; where there are many columns and more than one row. The first column stays.
 */
export function foldColumns(profiles: readonly ColumnProfile[]): FoldedColumns {
  const [first, ...others] = profiles;
  if (!first || first.values.length < 2 || profiles.length <= FEW_COLUMNS)
    return { shown: profiles, notes: [] };
  const code = codeOf(others);
  const ordered = [
    ...others.filter((each) => !isLast(each) && !code.includes(each)),
    ...others.filter((each) => isLast(each) && !code.includes(each)),
    ...code,
  ];
  const varying = ordered.filter((profile) => constantOf(profile) === undefined);
  const constant = ordered.filter((profile) => constantOf(profile) !== undefined);
  const isEmpty = ({ type }: ColumnProfile): boolean => type === "empty";
  const values = constant.filter((each) => !isEmpty(each)).map(nameAndValue);
  const empty = constant.filter(isEmpty).map(({ name }) => cellText(name));
  return {
    shown: [first, ...varying],
    notes: [...line("constant", values), ...line("empty", empty)],
  };
}

function codeOf(profiles: readonly ColumnProfile[]): readonly ColumnProfile[] {
  const byName = new Map(profiles.map((profile) => [profile.name, profile]));
  const names = codeColumns([...byName.keys()], (name) => byName.get(name)!.values);
  return names.map((name) => byName.get(name)!);
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
