import { tInterval } from "../stats/t-interval.js";
import { groupBy } from "../util/group-by.js";
import { cellKey, rankedValue, type Unit } from "./observe.js";
import { median } from "../stats/quantile.js";
import { backTransform } from "./transform.js";
import type { Estimate, Response } from "./types.js";

/** Every cell that has a run, in the order of the units. Where any run is censored, all cells are medians. */
export function estimateCells(
  units: readonly Unit[],
  response: Pick<Response, "name" | "transform">,
  confidence: number,
): Estimate[] {
  const isCensored = units.some(({ censored }) => censored);
  return [...groupBy(units, cellKey).values()].map((cell): Estimate => {
    const { facets, levels } = cell[0]!;
    const ended = cell.flatMap((unit) => unit.ended);
    return {
      response: response.name,
      facets,
      levels,
      failed: cell.reduce((sum, { failed }) => sum + failed, 0),
      runs: ended.length,
      never: ended.filter((value) => value === Infinity).length,
      ...(isCensored ? medianOf(cell, response) : meanOf(cell, response, confidence)),
    };
  });
}

type Centre = Pick<Estimate, "n" | "censored" | "estimate" | "lower" | "upper" | "sd">;

function meanOf(
  cell: readonly Unit[],
  { transform }: Pick<Response, "transform">,
  confidence: number,
): Centre {
  const values = cell.flatMap(({ value }) => value ?? []);
  const { n, mean, sd, lower, upper } = tInterval(values, { confidence });
  const back = (value: number): number => backTransform(transform, value);
  return { n, censored: 0, estimate: back(mean), lower: back(lower), upper: back(upper), sd };
}

/** A censored run is larger than any; the median is known as long as fewer than half are. */
function medianOf(cell: readonly Unit[], { transform }: Pick<Response, "transform">): Centre {
  const values = cell.flatMap((unit) => rankedValue(unit) ?? []);
  const middle = median(values);
  return {
    n: values.length,
    censored: cell.filter(({ censored }) => censored).length,
    estimate: Number.isFinite(middle) ? backTransform(transform, middle) : NaN,
    lower: NaN,
    upper: NaN,
    sd: NaN,
  };
}
