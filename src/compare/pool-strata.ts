import { groupBy } from "../util/group-by.js";
import { levelKey } from "./level.js";
import { cellKey, rankedValue, type Unit } from "./observe.js";
import type { Question } from "./question.js";
import type { Level } from "./types.js";

/** What pooling has to know of a question. */
export type PoolQuestion = Pick<Question, "hidden" | "seed" | "held" | "facets" | "factors">;

/** Units that are averaged alike: at equal levels of the facets and of the factors that nothing compares. */
export interface PoolStratum {
  readonly facets: readonly Level[];
  /** Levels of the facets, then of those factors. */
  readonly place: readonly Level[];
  /** Units of the cells in which a run finished. */
  readonly tried: readonly Unit[];
  /** Those of them at settings that all these cells were tried at. */
  readonly common: readonly Unit[];
  /** Units of the other cells. */
  readonly failed: readonly Unit[];
}

/** The strata of some units, in the order in which they come. */
export function poolStrata(units: readonly Unit[], { held }: PoolQuestion): PoolStratum[] {
  const placeIn = ({ facets, levels }: Unit): Level[] => [
    ...facets,
    ...held.map((position) => levels[position]!),
  ];
  return [...groupBy(units, (unit) => levelKey(placeIn(unit))).values()].map((group) => {
    const cells = [...groupBy(group, cellKey).values()];
    const [tried, failed] = [true, false].map((isTried) =>
      cells.filter((cell) => cell.some((unit) => rankedValue(unit) !== null) === isTried).flat(),
    ) as [Unit[], Unit[]];
    const [{ facets }] = group as [Unit];
    return { facets, place: placeIn(group[0]!), tried, common: commonSettings(tried), failed };
  });
}

/** Units at settings that every cell was tried at. */
export function commonSettings(stratum: readonly Unit[]): Unit[] {
  const cells = [...groupBy(stratum, cellKey).values()];
  const settings = cells.map((cell) => new Set(cell.map((unit) => levelKey(unit.setting))));
  return stratum.filter((unit) => settings.every((tried) => tried.has(levelKey(unit.setting))));
}
