import { EXPERIMENT_COLUMNS } from "../frame/adapt-runs.js";
import type { ExperimentVersions, VersionGap } from "../frame/run-facts.js";
import { groupBy } from "../util/group-by.js";
import { listWords } from "../util/list-words.js";
import type { RunsView } from "./runs-view.js";

/** A run as a trial of an experiment whose versions are known. */
interface Trial {
  readonly experiment: string;
  readonly version: number;
  readonly versions: ExperimentVersions;
}

/** Tells of each row whether it is a trial of an experiment whose versions are known: null where it is none. */
export function trialsOf({ names, facts, size, column }: RunsView): readonly (Trial | null)[] {
  const { name, version } = EXPERIMENT_COLUMNS;
  const isThere = names.includes(name) && names.includes(version);
  const [experiments, numbers] = isThere ? [column(name), column(version)] : [[], []];
  return Array.from({ length: size }, (_, row) => {
    const [experiment, number] = [String(experiments[row]), Number(numbers[row])];
    const versions = facts?.experiments?.get(experiment);
    if (versions?.groupOf(number) === undefined) return null;
    return { experiment, version: number, versions };
  });
}

/**
 * Warns of trials that are compared with each other and are of versions of their experiment which no adapter makes
 * comparable.
 *
 * @param strata - Rows that are compared with each other.
 */
export function versionWarnings(
  trials: readonly (Trial | null)[],
  strata: readonly (readonly number[])[],
): string[] {
  const mixed = strata.flatMap((rows) =>
    [
      ...groupBy(
        rows.flatMap((row) => trials[row] ?? []),
        ({ experiment }) => experiment,
      ).values(),
    ].filter((group) => new Set(group.map(groupNumber)).size > 1),
  );
  const all = groupBy(mixed.flat(), ({ experiment }) => experiment);
  return [...all].map(([experiment, group]) => sentence(experiment, group));
}

function groupNumber({ version, versions }: Trial): number | undefined {
  return versions.groupOf(version);
}

function sentence(experiment: string, trials: readonly Trial[]): string {
  const { versions } = trials[0]!;
  const numbers = [...new Set(trials.map(({ version }) => version))].sort((a, b) => a - b);
  const pairs = numbers.flatMap((one, at) =>
    numbers.slice(at + 1).map((other) => ({ one, other, gaps: versions.gapsBetween(one, other) })),
  );
  const unlike = pairs.filter(
    ({ one, other }) => versions.groupOf(one) !== versions.groupOf(other),
  );
  const { one, other, gaps } = unlike.reduce((a, b) => (b.gaps.length < a.gaps.length ? b : a));
  const differ = numbers.length > 2 ? `of which ${one} and ${other} differ` : "which differ";
  const what = listWords(gaps.map((gap) => gap.what));
  return `The runs are of versions ${listWords(numbers.map(String))} of ${experiment}, ${differ} (${what}); ceteris experiments ${experiment} ${flags(one, other, gaps)} makes them comparable, where that is true.`;
}

function flags(one: number, other: number, gaps: readonly VersionGap[]): string {
  return [`--from ${one} --to ${other}`, ...gaps.map(({ remedy }) => remedy)].join(" ");
}
