import { countText } from "../util/count-text.js";
import { listWords } from "../util/list-words.js";
import { atText, compareLevels, levelKey, levelText } from "./level.js";
import { groupBy } from "../util/group-by.js";
import type { Question } from "./question.js";
import type { ResolvedResponse } from "./resolve-response.js";
import type { RunsView } from "./runs-view.js";
import type { Design, Estimate, Level } from "./types.js";
import { factorText } from "./wording.js";

const MOST_GAPS = 3;

/** Warns of runs whose value may not be their last word. */
export function statusWarnings(view: RunsView): string[] {
  const statuses = view.names.includes("status") ? view.column("status") : [];
  const count = (status: string): number => statuses.filter((one) => one === status).length;
  const running = count("running");
  const interrupted = count("interrupted");
  const unknown = count("unknown");
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
  ];
}

/** Names the facets in which no run finished: they have no panel, no row and no contrast. */
export function emptyFacetWarnings({ facets }: Pick<Question, "facets">): string[] {
  const lost = facets.map(({ levels, perRun }) => [
    ...new Set(perRun.filter((level) => !levels.includes(level))),
  ]);
  const where = facets.flatMap((facet, i) =>
    lost[i]!.toSorted(compareLevels).map((level) => `${factorText(facet)} ${levelText(level)}`),
  );
  if (where.length === 0) return [];
  const rows = facets[0]!.perRun.keys();
  const runs = [...rows].filter((row) =>
    facets.some(({ perRun }, i) => lost[i]!.includes(perRun[row]!)),
  ).length;
  return [
    `No run finished at ${listWords(where, "or")}, so nothing is shown there; ${countText(runs, "run")} failed.`,
  ];
}

/** Lists the places where a compared level has no run, and counts the cells with a single one. */
export function cellWarnings(cells: readonly Estimate[], design: Design): string[] {
  const gaps = [...new Set(gapsOf(cells, design))];
  const single = design.additive ? 0 : cells.filter(({ n }) => n === 1).length;
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

/** Counts the runs that never came where `stepsTo` waits for them, and those that were stopped early. */
export function censoredWarnings(
  view: RunsView,
  responses: readonly Pick<ResolvedResponse, "name" | "values" | "censoredAt">[],
  cells: readonly Estimate[],
): string[] {
  return responses.flatMap(({ name, values, censoredAt = [] }) => {
    const ends = censoredAt.filter((step, row) => step !== null && !view.failed[row]);
    if (ends.length === 0) return [];
    const slowest = values.reduce<number>(
      (most, value, row) => (view.failed[row] ? most : Math.max(most, value ?? -Infinity)),
      -Infinity,
    );
    const isKnown = !cells.some((cell) => cell.response === name && cell.censored > 0);
    const compared = isKnown
      ? "in the medians that stand for them"
      : "and levels are compared by medians and ranks";
    const early = ends.filter((step) => step! < slowest).length;
    return [
      `${name} is not known of ${countText(ends.length, "run")} that never got there: they count as slower than every run that did, ${compared}.`,
      ...(early > 0
        ? [
            `Of these ${early} ended before the slowest run got there, and might have been faster with more steps.`,
          ]
        : []),
    ];
  });
}

/** Names the params that vary and were said to make no difference. */
export function ignoredWarnings(names: readonly string[]): string[] {
  return names.length > 0
    ? [`${listWords(names)} may vary, and ${names.length > 1 ? "were" : "was"} ignored.`]
    : [];
}

/** Names the params that repeat a factor of `.`: an effect may be theirs. */
export function echoWarnings({ echoed }: Pick<Question, "echoed">): string[] {
  return echoed.map(({ name, echoes }) => {
    const others = listWords(echoes);
    const [changes, one] =
      echoes.length > 1 ? ["change", "theirs"] : ["changes", `one of ${others}`];
    return `${others} ${changes} together with ${name}, so an effect of ${name} may be ${one}: these runs cannot tell them apart.`;
  });
}

/** True where every compared level has a result wherever one of its factor has. */
export function isComplete(cells: readonly Estimate[], design: Design): boolean {
  return gapsOf(cells, design).length === 0;
}

/** A sentence for every place where a compared level has no result. The levels of a nested factor differ by place. */
function gapsOf(cells: readonly Estimate[], design: Design): string[] {
  const { factors, facets, terms } = design;
  const compared = new Set(terms.flatMap((term) => term.factors));
  return terms.flatMap((term) => {
    const [position, ...more] = term.factors;
    const isNested = term.within.some((one) => compared.has(one));
    if (more.length > 0 || isNested) return [];
    const { levels } = factors[position!]!;
    const names = [...facets, ...term.within.map((one) => factors[one]!)].map(({ name }) => name);
    const placeOf = (cell: Estimate): Level[] => [
      ...cell.facets,
      ...term.within.map((one) => cell.levels[one]!),
    ];
    const strata = groupBy(cells, (cell) => cell.response + levelKey(placeOf(cell)));
    return [...strata.values()].flatMap((stratum) => {
      const present = new Set(
        stratum.filter(({ n }) => n > 0).map((cell): Level => cell.levels[position!]!),
      );
      const missing = levels.filter((level) => !present.has(level)).map(levelText);
      return missing.length > 0
        ? [
            `There is no finished run of ${listWords(missing, "or")}${atText(names, placeOf(stratum[0]!))}, so contrasts are missing.`,
          ]
        : [];
    });
  });
}
