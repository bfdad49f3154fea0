import { countText } from "../util/count-text.js";
import { listWords } from "../util/list-words.js";
import { atText, levelKey, levelText } from "./level.js";
import { groupBy } from "../util/group-by.js";
import type { CompareOptions } from "./options.js";
import type { Question } from "./question.js";
import type { RunsView } from "./runs-view.js";
import type { Design, Estimate } from "./types.js";

const MOST_GAPS = 3;

/** Warns of runs whose value may not be their last word, and of runs that different code made. */
export function statusWarnings(view: RunsView): string[] {
  const statuses = view.names.includes("status") ? view.column("status") : [];
  const count = (status: string): number => statuses.filter((one) => one === status).length;
  const running = count("running");
  const interrupted = count("interrupted");
  const unknown = count("unknown");
  const commits = view.params.includes("commit")
    ? new Set(view.column("commit").filter((commit) => commit !== null)).size
    : 1;
  return [
    ...(running > 0
      ? [`Still running, and counted with the last value so far: ${countText(running, "run")}.`]
      : []),
    ...(interrupted > 0
      ? [`Interrupted, and counted with the last value recorded: ${countText(interrupted, "run")}.`]
      : []),
    ...(unknown > 0
      ? [
          `The run.json of ${countText(unknown, "run")} cannot be read, so whether they ended well is unknown.`,
        ]
      : []),
    ...(commits > 1
      ? [`The runs come from ${commits} different commits, so a difference may be one of code.`]
      : []),
  ];
}

/** Names the facets in which no run finished: they have no panel, no row and no contrast. */
export function emptyFacetWarnings({ facets }: Question): string[] {
  return facets.flatMap(({ name, levels, perRun }) => {
    const lost = perRun.filter((level) => !levels.includes(level));
    const where = listWords([...new Set(lost)].map(levelText));
    return lost.length > 0
      ? [
          `No run finished at ${name} ${where}, so nothing is shown there; ${countText(lost.length, "run")} failed.`,
        ]
      : [];
  });
}

/** Lists the places where a level of the first factor has no run, and counts the cells with a single one. */
export function cellWarnings(cells: readonly Estimate[], design: Design): string[] {
  const gaps = [...new Set(strataOf(cells).flatMap((stratum) => gapWarning(stratum, design)))];
  const single = cells.filter(({ n }) => n === 1).length;
  return [
    ...gaps.slice(0, MOST_GAPS),
    ...(gaps.length > MOST_GAPS
      ? [
          `Contrasts are missing for the same reason in ${countText(gaps.length - MOST_GAPS, "more place")}.`,
        ]
      : []),
    ...(single > 0
      ? [
          `${countText(single, "cell")} of ${cells.length} with one run only, and so without an interval.`,
        ]
      : []),
  ];
}

/** Names the params that vary and were said to make no difference. */
export function ignoredWarnings({ ignore = [] }: CompareOptions): string[] {
  return ignore.length > 0
    ? [`${listWords(ignore)} may vary, and ${ignore.length > 1 ? "were" : "was"} ignored.`]
    : [];
}

/** True where every level of the first factor has a result wherever one of them has. */
export function isComplete(cells: readonly Estimate[], design: Design): boolean {
  return strataOf(cells).every((stratum) => gapWarning(stratum, design).length === 0);
}

function strataOf(cells: readonly Estimate[]): Estimate[][] {
  const keyOf = ({ response, facets, levels }: Estimate): string =>
    response + levelKey([...facets, ...levels.slice(1)]);
  return [...groupBy(cells, keyOf).values()];
}

function gapWarning(stratum: readonly Estimate[], { facets, factors }: Design): string[] {
  const present = new Set(stratum.filter(({ n }) => n > 0).map(({ levels }) => levels[0]));
  const missing = (factors[0]?.levels ?? []).filter((level) => !present.has(level));
  if (missing.length === 0) return [];
  const names = [...facets, ...factors.slice(1)].map(({ name }) => name);
  const place = atText(names, [...stratum[0]!.facets, ...stratum[0]!.levels.slice(1)]);
  return [
    `There is no finished run of ${listWords(missing.map(levelText), "or")}${place}, so contrasts are missing.`,
  ];
}
