import { quantile } from "../../stats/quantile.js";
import type { Domain } from "./domain.js";

/** Values so many interquartile ranges beyond the quartiles are far out. Source: J. Tukey, Exploratory Data Analysis. */
const FAR_OUT = 3;

/** The values that are not far out. */
export function withoutFarOut(
  values: readonly number[],
  along: (value: number) => number,
): number[] {
  const [first, third] = [0.25, 0.75].map((share) => quantile(values.map(along), share));
  const room = FAR_OUT * (third! - first!);
  return values.filter((value) => {
    const place = along(value);
    return !(room > 0) || (place >= first! - room && place <= third! + room);
  });
}

/** What is far out is left aside where it would make the range so many times as wide, and a few values even before. */
const BLOWN_UP = 10;
const STRETCHED = 4;
const FEW = 0.1;

/**
 * The extremes of these finite values; without those that are far out, where they would make the range ten times as wide,
 * as values of runs that blew up do, or are no more than a tenth of all and would make it four times as wide.
 *
 * @param along - the scale on which they are spread
 */
export function innerDomain(values: readonly number[], along: (value: number) => number): Domain {
  const inner = withoutFarOut(values, along);
  const [low, high] = [Math.min(...inner), Math.max(...inner)];
  const areFew = values.length - inner.length <= Math.max(1, FEW * values.length);
  const most = areFew ? STRETCHED : BLOWN_UP;
  const reach = (ends: readonly number[]): number =>
    along(Math.max(...ends)) / most - along(Math.min(...ends)) / most;
  return reach(values) > along(high) - along(low)
    ? [low, high]
    : [Math.min(...values), Math.max(...values)];
}
