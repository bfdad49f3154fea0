import { cellText, numberText } from "../frame/cell-text.js";
import { textTable } from "../frame/text-table.js";
import type {
  Difference,
  RunsDifference,
  StatisticSummary,
  SubjectDifference,
} from "../index/diff/diff-runs.js";
import { textWidth } from "../util/text-width.js";
import { visibleText } from "../util/visible-text.js";
import { wrapText } from "../util/wrap-text.js";
import { factText } from "./fact-text.js";

/** A wider name has lines of its own, in columns of a terminal. */
const WIDEST_NAME = 30;
const LEAST_VALUE = 20;
const MOST_CHANGED_LINES = 40;
const NOTHING = "–";

/** How the two runs are called in the text. */
type Names = readonly [a: string, b: string];

/** In what two runs differ, for people: a line for each subject on which they are equal, else a table. */
export function diffText(difference: RunsDifference, width: number = Infinity): string {
  const { a, b, params, command, code, environment, machine, statistics } = difference;
  const names: Names = a.id === b.id ? ["a", "b"] : [`run ${a.id}`, `run ${b.id}`];
  const facts = (subject: string, found: SubjectDifference<unknown>): string[] =>
    block(subject, found, names, () => factLines(found.different, names, width));
  const subjects = { command, code, environment, machine };
  const absent = Object.entries(subjects).filter(([, { missing }]) => missing.length === 2);
  const lines = [
    ...headLines(difference, names),
    "",
    ...facts("params", params),
    ...facts("command", command),
    ...facts("code", code),
    ...commitLines(code),
    ...changeLines(difference.changes, names),
    ...facts("environment", environment),
    ...facts("machine", machine),
    ...block("statistics", statistics, names, () =>
      statisticLines(statistics.different, names, width),
    ),
    ...(absent.length > 0
      ? [`not recorded: ${absent.map(([subject]) => subject).join(", ")}`]
      : []),
    ...unreadLines(difference, names, width),
  ];
  return `${lines.join("\n")}\n`;
}

function headLines({ a, b }: RunsDifference, names: Names): string[] {
  const called = Math.max(...names.map(textWidth));
  return [a, b].map(({ name, status, time }, at) => {
    const parts = [names[at]!.padEnd(called), ...(time ? [cellText(time)] : []), status];
    return [...parts, ...(name === null ? [] : [cellText(name)])].join("  ");
  });
}

function block(
  subject: string,
  { equal, different, missing }: SubjectDifference<unknown>,
  names: Names,
  linesOf: () => string[],
): string[] {
  if (missing.length === 2) return [];
  if (missing.length === 1)
    return [`${subject}: not recorded in ${names[missing[0] === "a" ? 0 : 1]}`];
  if (different.length === 0) return [`${subject}: ${equal === 0 ? "none" : `equal (${equal})`}`];
  const rest = equal > 0 ? ` (${equal} equal)` : "";
  return [`${subject}: ${different.length} differ${rest}`, ...linesOf()];
}

interface Row {
  readonly name: string;
  readonly values: readonly [string, string];
}

/**
 * A table of names and two values, what only one run has last; below it those with a value that does not fit, each on
 * lines of its own.
 */
function factLines(
  different: readonly Difference<unknown>[],
  names: Names,
  width: number,
): string[] {
  const isOfBoth = (fact: object): boolean => "a" in fact && "b" in fact;
  const ordered = [...different.filter(isOfBoth), ...different.filter((fact) => !isOfBoth(fact))];
  const rows = ordered.map((fact): Row => {
    const valueOf = (side: "a" | "b"): string =>
      Object.hasOwn(fact, side) ? factText(fact.name, fact[side]) : NOTHING;
    return { name: cellText(fact.name), values: [valueOf("a"), valueOf("b")] };
  });
  const room = Math.floor((width - WIDEST_NAME) / 2) - 2;
  const isNarrow = ({ name, values }: Row): boolean =>
    textWidth(name) <= WIDEST_NAME && values.every((value) => textWidth(value) <= room);
  return [
    ...tableLines(rows.filter(isNarrow), names),
    ...rows.filter((row) => !isNarrow(row)).flatMap((row) => stackedLines(row, names, width)),
  ];
}

function tableLines(rows: readonly Row[], names: Names): string[] {
  if (rows.length === 0) return [];
  const table: Row[] = [{ name: "", values: names }, ...rows];
  const nameWidth = Math.max(...table.map(({ name }) => textWidth(name)));
  const valueWidth = Math.max(...table.map(({ values }) => textWidth(values[0])));
  return table.map(
    ({ name, values: [a, b] }) => `  ${padded(name, nameWidth)}  ${padded(a, valueWidth)}  ${b}`,
  );
}

function stackedLines({ name, values }: Row, names: Names, width: number): string[] {
  const called = Math.max(...names.map(textWidth));
  const indent = " ".repeat(called + 6);
  const lines = values.flatMap((value, at) => {
    const [first, ...more] = wrapText(value, Math.max(LEAST_VALUE, width - indent.length));
    return [`    ${padded(names[at]!, called)}  ${first}`, ...more.map((line) => indent + line)];
  });
  return [`  ${name}`, ...lines];
}

function padded(text: string, width: number): string {
  return text + " ".repeat(width - textWidth(text));
}

/** The command that shows what was committed between the two. */
function commitLines({ different }: SubjectDifference<unknown>): string[] {
  const { a, b } = different.find(({ name }) => name === "commit") ?? {};
  if (!a || !b) return [];
  return [`  see git diff ${factText("commit", a)} ${factText("commit", b)}`];
}

function changeLines(changes: string, [a, b]: Names): string[] {
  if (changes === "") return [];
  const lines = changes
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll("\t", "    "));
  const more = lines.length - MOST_CHANGED_LINES;
  return [
    `uncommitted changes: from those of ${a} (-) to those of ${b} (+)`,
    ...lines.slice(0, MOST_CHANGED_LINES).map((line) => `  ${visibleText(line)}`),
    ...(more > 0 ? [`  and ${more} more lines, which --json has`] : []),
  ];
}

const REDUCERS = ["last", "min", "max"] as const;

function statisticLines(
  different: readonly Difference<StatisticSummary>[],
  names: Names,
  width: number,
): string[] {
  const rows = different.flatMap(({ name, a, b }) => {
    if (!a || !b) return [];
    const keys = [...REDUCERS, ...(a.samples === b.samples ? [] : (["samples"] as const))];
    return keys.map((key, at) => [at === 0 ? cellText(name) : "", key, a[key], b[key]] as const);
  });
  const column = (
    name: string,
    cell: (row: (typeof rows)[number]) => string,
    numeric = true,
  ): Column => ({
    name,
    numeric,
    cells: rows.map(cell),
  });
  const columns = [
    column("", ([name]) => name, false),
    column("", ([, key]) => key, false),
    column(names[0], ([, , a]) => numberText(a)),
    column(names[1], ([, , , b]) => numberText(b)),
    column("difference", ([, , a, b]) => changeText(a, b)),
  ];
  const table = rows.length > 0 ? textTable(columns, width - 2).lines : [];
  const lacking = different.flatMap(({ name, a, b }) => {
    if (a && b) return [];
    return wrapText(`${cellText(name)}: not recorded in ${names[a ? 1 : 0]}`, width - 2);
  });
  return [...table, ...lacking].map((line) => `  ${line}`);
}

type Column = Parameters<typeof textTable>[0][number];

function changeText(a: number, b: number): string {
  const change = b - a;
  return `${change > 0 ? "+" : ""}${numberText(change)}`;
}

function unreadLines({ a, b }: RunsDifference, names: Names, width: number): string[] {
  return [a, b].flatMap(({ unread }, at) => {
    const reasons = Object.entries(unread).map(([fact, why]) => `${fact} (${cellText(why)})`);
    if (reasons.length === 0) return [];
    return wrapText(`not read in ${names[at]}: ${reasons.join(", ")}`, width);
  });
}
