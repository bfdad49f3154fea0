import { groupBy } from "../util/group-by.js";
import { levelKey, toLevel } from "./level.js";
import { rankedValue, type Unit } from "./observe.js";
import type { Question } from "./question.js";
import type { RunsView } from "./runs-view.js";
import type { Level } from "./types.js";

/** Columns that tell where a run comes from, and what to say where they differ. */
const SOURCES: readonly {
  readonly names: readonly string[];
  readonly sentence: (count: number) => string;
}[] = [
  {
    names: ["commit", "git_commit"],
    sentence: (count) =>
      `The runs come from ${count} different commits, so a difference may be one of code.`,
  },
  {
    names: ["git_dirty", "dirty"],
    sentence: () =>
      "Some of the runs, but not all, come from code with uncommitted changes, so a difference may be one of code.",
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
 * Warns of runs that are compared with each other and come from different code, environments or data. Those at different
 * levels of a facet, or of a factor that contrasts are made within, are not compared.
 */
export function provenanceWarnings(
  view: RunsView,
  units: readonly Unit[],
  { held }: Pick<Question, "held">,
): string[] {
  const sound = units.filter((unit) => rankedValue(unit) !== null);
  const placeOf = ({ facets, levels }: Unit): Level[] => [
    ...facets,
    ...held.map((position) => levels[position]!),
  ];
  const strata = [...groupBy(sound, (unit) => levelKey(placeOf(unit))).values()];
  const mostKinds = (name: string): number => {
    const column = view.column(name);
    const counts = strata.map((stratum) => {
      const values = stratum.flatMap(({ rows }) => rows.map((row) => toLevel(column[row])));
      return new Set(values.filter((value) => value !== null)).size;
    });
    return Math.max(0, ...counts);
  };
  return SOURCES.flatMap(({ names, sentence }) => {
    const counts = names.filter((name) => view.params.includes(name)).map(mostKinds);
    const most = Math.max(0, ...counts);
    return most > 1 ? [sentence(most)] : [];
  });
}
