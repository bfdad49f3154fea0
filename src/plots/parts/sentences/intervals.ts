import type { Comparison } from "../../../compare/comparison.js";
import type { Estimate } from "../../../compare/types.js";
import { countText } from "../../../util/count-text.js";
import { hasCensored } from "../censored-marks.js";
import { percentText } from "../words.js";

/** `mean and 95% t interval`, or `mean` where one run per level gives no interval. */
export function intervalWords(comparison: Comparison): string {
  const interval = intervalName(comparison);
  return `${centreWord(comparison)}${interval === "" ? "" : ` and ${interval}`}`;
}

/** `95% t interval`; empty where no cell has one. */
export function intervalName({ cells, design }: Comparison): string {
  const hasInterval = cells.some(({ lower }) => Number.isFinite(lower));
  return hasInterval ? `${percentText(design.confidence)} t interval` : "";
}

/** What the estimates are: means, unless a response is transformed or has censored runs. */
export function centreWord({ cells, design }: Comparison): string {
  if (hasCensored(cells)) return "median";
  const scales = new Set(design.responses.map(({ transform }) => transform));
  if (scales.has("logit")) return "mean on the logit scale";
  return [...scales].every((scale) => scale !== undefined) ? "geometric mean" : "mean";
}

/** Where some estimates have no interval and others do; empty otherwise. */
export function noIntervalSentence(cells: readonly Estimate[]): string {
  const known = cells.filter(({ estimate }) => Number.isFinite(estimate));
  const without = known.filter(({ lower }) => !Number.isFinite(lower));
  if (without.length === 0 || without.length === known.length) return "";
  return without.every(({ n }) => n === 1)
    ? "No interval where n = 1"
    : `${without.length} of ${countText(known.length, "cell")} ${without.length === 1 ? "has" : "have"} no interval`;
}
