import { EXPERIMENT_COLUMNS } from "../frame/adapt-runs.js";
import { groupBy } from "../util/group-by.js";
import { levelKey, toLevel } from "./level.js";
import { rankedValue, type Unit } from "./observe.js";
import type { Question } from "./question.js";
import type { RunsView } from "./runs-view.js";
import type { Level } from "./types.js";
import { trialsOf, versionWarnings } from "./version-warnings.js";

/** Columns that tell where a run comes from, and what to say where they differ. */
const SOURCES: readonly {
  readonly names: readonly string[];
  readonly sentence: (count: number) => string;
  /** True for columns of the code, which a version of an experiment tells too. */
  readonly isCode?: boolean;
}[] = [
  {
    names: ["commit", "git_commit"],
    sentence: (count) =>
      `The runs come from ${count} different commits, so a difference may be one of code.`,
    isCode: true,
  },
  {
    names: ["git_dirty", "dirty"],
    sentence: () =>
      "Some of the runs, but not all, come from code with uncommitted changes, so a difference may be one of code.",
    isCode: true,
  },
  {
    names: ["environment", "environment_hash", "python", "python_version"],
    sentence: (count) =>
      `The runs come from ${count} different environments, so a difference may be one of software.`,
  },
  {
    names: ["data_hash", "dataset_hash"],
    sentence: (count) =>
      `The runs come from ${count} different versions of the data, so a difference may be one of data.`,
  },
];

/**
 * Warns of runs that are compared with each other and come from different code, environments or data, or are of unlike
 * versions of an experiment. Those at different levels of a facet, or of a factor that contrasts are made within, are not
 * compared; of what is compared itself, nothing is said. Of the code of one experiment's trials, its versions tell.
 */
export function provenanceWarnings(
  view: RunsView,
  units: readonly Unit[],
  { factors, held }: Pick<Question, "factors" | "held">,
): string[] {
  const sound = units.filter((unit) => rankedValue(unit) !== null);
  const placeOf = ({ facets, levels }: Unit): Level[] => [
    ...facets,
    ...held.map((position) => levels[position]!),
  ];
  const strata = [...groupBy(sound, (unit) => levelKey(placeOf(unit))).values()].map((stratum) =>
    stratum.flatMap(({ rows }) => rows),
  );
  const compared = factors.flatMap(({ columns }) => columns);
  const trials = trialsOf(view);
  const apart = strata.map((rows) => oneOfEach(rows, (row) => trials[row]?.experiment));
  const sources = SOURCES.flatMap(({ names, sentence, isCode = false }) => {
    const known = names.filter((name) => view.params.includes(name) && !compared.includes(name));
    const counts = known.map((name) => mostKinds(view.column(name), isCode ? apart : strata));
    const most = Math.max(0, ...counts);
    return most > 1 ? [sentence(most)] : [];
  });
  const asksForVersions = compared.includes(EXPERIMENT_COLUMNS.version);
  return [...(asksForVersions ? [] : versionWarnings(trials, strata)), ...sources];
}

/** How many different values there are in one stratum at most. */
function mostKinds(column: readonly unknown[], strata: readonly (readonly number[])[]): number {
  const counts = strata.map((rows) => {
    const values = rows.map((row) => toLevel(column[row]));
    return new Set(values.filter((value) => value !== null)).size;
  });
  return Math.max(0, ...counts);
}

/** The rows, of those of one experiment the first. */
function oneOfEach(
  rows: readonly number[],
  experimentOf: (row: number) => string | undefined,
): number[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const experiment = experimentOf(row);
    if (experiment === undefined) return true;
    const isFirst = !seen.has(experiment);
    seen.add(experiment);
    return isFirst;
  });
}
