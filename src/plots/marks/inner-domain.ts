import { quantile } from "../../stats/quantile.js";
import type { Domain } from "./domain.js";

/** Values so many interquartile ranges beyond the quartiles are far out. Source: J. Tukey, Exploratory Data Analysis. */
const FAR_OUT = 3;

/** What is far out is left aside where it would widen the range by more than this. */
const BLOWN_UP = 4;

/**
 * The extremes of these finite values; without those that are far out, where they would widen the range fourfold, as
 * values of runs that blew up do.
 *
 * @param along - the scale on which they are spread
 */
export function innerDomain(values: readonly number[], along: (value: number) => number): Domain {
  const [first, third] = [0.25, 0.75].map((share) => quantile(values.map(along), share));
  const room = FAR_OUT * (third! - first!);
  const inner = values.filter((value) => {
    const place = along(value);
    return !(room > 0) || (place >= first! - room && place <= third! + room);
  });
  const [low, high] = [Math.min(...inner), Math.max(...inner)];
  const reach = (ends: readonly number[]): number =>
    along(Math.max(...ends)) / BLOWN_UP - along(Math.min(...ends)) / BLOWN_UP;
  return reach(values) > along(high) - along(low)
    ? [low, high]
    : [Math.min(...values), Math.max(...values)];
}
