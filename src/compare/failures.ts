import type { Unit } from "./observe.js";
import type { Question } from "./question.js";
import { toLevel } from "./level.js";
import type { RunsView } from "./runs-view.js";
import type { Failure } from "./types.js";

/** The units that lack a run of one response. */
export function failuresOf(units: readonly Unit[], response: string): Failure[] {
  return units
    .filter(({ lost }) => lost.length > 0)
    .map(({ facets, levels, block, lost }) => ({ response, facets, levels, block, ids: lost }));
}

/** The runs of facets in which none finished, which have no unit. */
export function failuresOutside(
  view: RunsView,
  { facets, factors, seed }: Question,
  response: string,
): Failure[] {
  const blocks = seed === undefined ? undefined : view.column(seed);
  return view.ids.flatMap((id, row) =>
    facets.every(({ levels, perRun }) => levels.includes(perRun[row]!))
      ? []
      : [
          {
            response,
            facets: facets.map(({ perRun }) => perRun[row]!),
            levels: factors.map(({ perRun }) => perRun[row]!),
            block: toLevel(blocks?.[row]),
            ids: [id],
          },
        ],
  );
}
