import type { ColumnTable } from "arquero";
import { isDeepStrictEqual } from "node:util";
import { EXPERIMENT_COLUMNS } from "../frame/adapt-runs.js";
import { cellText } from "../frame/cell-text.js";
import { textTable } from "../frame/text-table.js";
import type { Adapter } from "../store/adapter.js";
import { checkAdapters } from "../store/check-adapters.js";
import { codeText } from "../store/differences.js";
import type {
  ExperimentCode,
  ExperimentFile,
  ExperimentVersion,
} from "../store/experiment-file.js";
import { comparableVersions } from "../store/open-differences.js";
import { countText } from "../util/count-text.js";
import { groupBy } from "../util/group-by.js";
import { listWords } from "../util/list-words.js";
import { wrapText } from "../util/wrap-text.js";
import { factText } from "./fact-text.js";

/** How many trials there are of a version, and when the last one began. */
export interface TrialCount {
  readonly count: number;
  readonly last: Date | null;
}

/** Trials by their experiments' names and versions. */
export type TrialCounts = (name: string, version: number) => TrialCount;

/** Counts the trials among runs. */
export function countTrials(runs: ColumnTable): TrialCounts {
  const names = runs.columnNames();
  const valuesOf = (name: string): ArrayLike<unknown> =>
    names.includes(name) ? (runs.array(name) as ArrayLike<unknown>) : [];
  const [experiments, versions, times] = [
    EXPERIMENT_COLUMNS.name,
    EXPERIMENT_COLUMNS.version,
    "time",
  ].map(valuesOf) as [ArrayLike<unknown>, ArrayLike<unknown>, ArrayLike<Date | null>];
  const trials = Array.from(experiments, (name, row) => ({
    key: keyOf(name, versions[row]),
    time: times[row] ?? null,
  }));
  const groups = groupBy(trials, ({ key }) => key);
  return (name, version) => {
    const own = groups.get(keyOf(name, version)) ?? [];
    return { count: own.length, last: latest(own.map(({ time }) => time)) };
  };
}

function keyOf(name: unknown, version: unknown): string {
  return `${String(version)} ${String(name)}`;
}

function latest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((last, time) => (time && (!last || time > last) ? time : last), null);
}

/** A table of experiments, the one with the last trial first. */
export function experimentsText(
  files: readonly ExperimentFile[],
  trials: TrialCounts,
  width: number = Infinity,
): string {
  const rows = files
    .map((file) => ({ file, ...totalOf(file, trials) }))
    .sort((a, b) => (b.last?.getTime() ?? 0) - (a.last?.getTime() ?? 0));
  const column = (name: string, cell: (row: (typeof rows)[number]) => unknown): Column => ({
    name,
    numeric: name === "versions" || name === "trials",
    cells: rows.map((row) => cellText(cell(row))),
  });
  const columns = [
    column("name", ({ file }) => file.name),
    column("versions", ({ file }) => file.versions.length),
    column("trials", ({ count }) => count),
    column("last", ({ last }) => last ?? "–"),
    column("hyperparameters", ({ file }) => file.versions.at(-1)!.params.join(", ") || "none"),
  ];
  return `${textTable(columns, width).lines.join("\n")}\n`;
}

interface Column {
  readonly name: string;
  readonly numeric: boolean;
  readonly cells: readonly string[];
}

function totalOf({ name, versions }: ExperimentFile, trials: TrialCounts): TrialCount {
  const counts = versions.map(({ version }) => trials(name, version));
  return {
    count: counts.reduce((sum, { count }) => sum + count, 0),
    last: latest(counts.map(({ last }) => last)),
  };
}

/** An experiment: its versions, why they began, its adapters, and which versions can be compared. */
export function experimentText(
  file: ExperimentFile,
  path: string,
  trials: TrialCounts,
  width: number = Infinity,
): string {
  const { name, id, versions } = file;
  const { count } = totalOf(file, trials);
  const { usable, faults } = checkAdapters(file);
  const lines = [
    `experiment ${cellText(name)}  id ${id}  ${countText(versions.length, "version")}  ${countText(count, "trial")}`,
    cellText(path),
    ...versions.flatMap((version, at) => [
      "",
      ...versionLines(version, versions[at - 1], trials(name, version.version), width),
    ]),
    ...section("adapters", usable.map(adapterText), width),
    ...section("adapters that are left out", faults, width),
    ...(versions.length > 1
      ? section("comparable versions", comparableTexts(file, usable), width)
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** Of a later version, why it began, and its command where that is another; the rest is as before. */
function versionLines(
  { version, command, metadata, conflicts }: ExperimentVersion,
  before: ExperimentVersion | undefined,
  { count }: TrialCount,
  width: number,
): string[] {
  const { username, timestamp, VCS } = metadata;
  const head = [`version ${version}`, countText(count, "trial"), timestamp, username];
  const details = [
    ...(isDeepStrictEqual(command, before?.command) ? [] : [factText("command", command)]),
    ...(before ? [] : [VCS ? placeText(VCS) : "code in no repository"]),
    ...conflicts.map(({ message }) => message),
  ];
  return [cellText(head.join("  ")), ...details.flatMap((detail) => indented(detail, width))];
}

function placeText(code: ExperimentCode): string {
  return codeText(code) + (code.active_branch === null ? "" : ` on ${code.active_branch}`);
}

/** An adapter as a line: `version 1 as 2: with momentum 0.9`. */
export function adapterText(adapter: Adapter): string {
  const versions = `version ${adapter.from} as ${adapter.to}`;
  if ("no_effect" in adapter)
    return `${versions}: the change of ${adapter.no_effect} has no effect`;
  if ("default" in adapter) {
    const values = Object.entries(adapter.default).map(
      ([name, value]) => `${name} ${cellText(value)}`,
    );
    return `${versions}: with ${listWords(values)}`;
  }
  const names = Object.entries(adapter.rename).map(([name, renamed]) => `${name} is ${renamed}`);
  return `${versions}: ${listWords(names)}`;
}

function comparableTexts(file: ExperimentFile, usable: readonly Adapter[]): string[] {
  const groups = comparableVersions(file, usable);
  const alike = groupBy(file.versions, ({ version }) => String(groups[version - 1]));
  const numbers = [...alike.values()].map((group) => group.map(({ version }) => String(version)));
  const alone = numbers.filter(({ length }) => length === 1).flat();
  return [
    ...numbers
      .filter(({ length }) => length > 1)
      .map((group) => `${listWords(group)} with each other`),
    ...(alone.length > 0 ? [`${listWords(alone)} with no other`] : []),
  ];
}

function section(heading: string, texts: readonly string[], width: number): string[] {
  return texts.length > 0 ? ["", heading, ...texts.flatMap((text) => indented(text, width))] : [];
}

function indented(text: string, width: number): string[] {
  return wrapText(cellText(text), width - 4).map((line, at) => `${at > 0 ? "    " : "  "}${line}`);
}
