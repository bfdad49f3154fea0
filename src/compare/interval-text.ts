import { decimalsFor, formatDecimals, formatP, formatSignificant } from "../util/format-number.js";

/** A number with an interval around it. */
export interface Interval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
}

/** The number and its interval with the decimals that the interval justifies: two digits of its half width. */
export function intervalTexts({ estimate, lower, upper }: Interval): {
  estimate: string;
  interval: string;
} {
  const half = (upper - lower) / 2;
  if (!Number.isFinite(half)) return { estimate: formatSignificant(estimate, 3), interval: "–" };
  const write = (value: number): string =>
    half === 0 ? formatSignificant(value, 3) : formatDecimals(value, decimalsFor(half));
  return { estimate: write(estimate), interval: `[${write(lower)}, ${write(upper)}]` };
}

/** A p-value for a column of them: `0.012`, `< 0.001`. */
export function pText(p: number): string {
  return Number.isNaN(p) ? "–" : formatP(p).replace("= ", "");
}
