import { decimalsFor, formatDecimals, formatP, formatSignificant } from "../util/format-number.js";
import { atText, levelText } from "./level.js";
import type { Contrast, Design, Estimate } from "./types.js";
import { isDifferent, isWithinMargin, seedsNeeded, type VerdictRule } from "./verdict.js";

/** More sentences than this are a table; the rest is counted. */
const MOST_SENTENCES = 12;

/** Beyond this a number of seeds is no plan. */
const MOST_SEEDS = 1000;

/** Sentences fit for a paper: each contrast with its interval and test, then what holds for all of them. */
export function summarise(
  contrasts: readonly Contrast[],
  cells: readonly Estimate[],
  design: Design,
  rule: VerdictRule,
): string {
  const family = contrasts.filter(({ p }) => !Number.isNaN(p)).length;
  const shown = contrasts
    .slice(0, MOST_SENTENCES)
    .map((contrast) => contrastSentence(contrast, design, rule, family));
  const rest =
    contrasts.length > MOST_SENTENCES
      ? [`${contrasts.length - MOST_SENTENCES} more contrasts stand in the table.`]
      : [];
  const lone =
    contrasts.length === 0
      ? cells.slice(0, MOST_SENTENCES).map((cell) => cellSentence(cell, design))
      : [];
  return [...shown, ...rest, ...lone, ...notes(contrasts, cells, design, rule)].join("\n");
}

function contrastSentence(
  contrast: Contrast,
  design: Design,
  rule: VerdictRule,
  family: number,
): string {
  const { response, level, control, difference, upper, lower, n } = contrast;
  const decimals = decimalsFor(Number.isNaN(upper) ? difference : (upper - lower) / 2);
  const show = (value: number): string => formatDecimals(value, decimals);
  const [one, other] = [levelText(level), levelText(control)];
  const place = placeText(contrast, design);
  if (Number.isNaN(contrast.t)) {
    return `${response} of ${one} minus ${other} is ${show(difference)}${place}; ${noIntervalReason(contrast)}.`;
  }
  const interval = `${percent(rule.confidence)} interval ${show(lower)} to ${show(upper)}`;
  const test = `${contrast.paired ? "paired" : "Welch"} t(${formatSignificant(contrast.df, 3)}) = ${formatDecimals(contrast.t, 2)}`;
  const p = `p ${formatP(contrast.pAdjusted)}${family > 1 ? " after Holm" : ""}`;
  const evidence = `(${interval}; ${test}, ${p}, ${n} ${contrast.paired ? "pairs" : "runs"})`;
  if (isDifferent(contrast, rule)) {
    const side = difference > 0 ? "higher" : "lower";
    const within = isWithinMargin(contrast, rule)
      ? `, which is within the margin of ${rule.margin}`
      : "";
    return `${response} of ${one} is ${show(Math.abs(difference))} ${side} than of ${other}${place} ${evidence}${within}.`;
  }
  if (isWithinMargin(contrast, rule)) {
    return `${response} of ${one} differs from that of ${other} by no more than the margin of ${rule.margin}${place} ${evidence}.`;
  }
  const apart = `${response} of ${one} and of ${other} cannot be told apart${place}: the difference is ${show(difference)} ${evidence}.`;
  return (
    apart + unadjustedSentence(contrast, family) + seedsSentence(contrast, rule, family, decimals)
  );
}

/** An interval beside the zero seems to contradict a p-value that allows for the other contrasts. */
function unadjustedSentence({ lower, upper }: Contrast, family: number): string {
  const isClear = lower > 0 || upper < 0;
  return isClear ? ` Its own interval excludes 0, but ${family} contrasts were looked at.` : "";
}

function noIntervalReason({ standardError, paired }: Contrast): string {
  if (Number.isNaN(standardError)) return "a level with one run gives no interval";
  const constant = paired
    ? "every pair has the same difference"
    : "the runs of a level are all equal";
  return `${constant}, so there is no interval`;
}

function seedsSentence(
  contrast: Contrast,
  rule: VerdictRule,
  family: number,
  decimals: number,
): string {
  const seeds = seedsNeeded(contrast, rule, family);
  if (Number.isNaN(seeds)) return "";
  const { margin } = rule;
  if (margin !== undefined) {
    return seeds > MOST_SEEDS
      ? ` More than ${MOST_SEEDS} seeds per level would be needed for an interval of ±${margin}.`
      : ` About ${seeds} seeds per level would narrow the interval to ±${margin}.`;
  }
  if (seeds > MOST_SEEDS) {
    return ` More than ${MOST_SEEDS} seeds per level would be needed to see a difference so small; name the margin that matters to learn how many would do.`;
  }
  const size = formatDecimals(Math.abs(contrast.difference), decimals);
  const allowing = family > 1 ? `, allowing for ${family} contrasts,` : "";
  return ` About ${seeds} seeds per level would narrow the interval${allowing} to ±${size}, the size of the difference seen.`;
}

function cellSentence(
  { response, estimate, lower, upper, n, facets, levels }: Estimate,
  design: Design,
): string {
  const show = (value: number): string => formatDecimals(value, decimalsFor((upper - lower) / 2));
  const place = atText(
    [...design.facets, ...design.factors].map(({ name }) => name),
    [...facets, ...levels],
  );
  const interval =
    n > 1
      ? ` (${percent(design.confidence)} interval ${show(lower)} to ${show(upper)}, ${n} runs)`
      : ` (${n} run, no interval)`;
  return `${response} is ${show(estimate)}${n > 1 ? " on average" : ""}${place}${interval}.`;
}

function placeText({ facets, within }: Contrast, design: Design): string {
  return atText(
    [...design.facets, ...design.factors.slice(1)].map(({ name }) => name),
    [...facets, ...within],
  );
}

function notes(
  contrasts: readonly Contrast[],
  cells: readonly Estimate[],
  design: Design,
  rule: VerdictRule,
): string[] {
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0);
  const runs = cells.reduce((sum, cell) => sum + cell.n + cell.failed, 0);
  const isPooled = design.averagedOver.some((note) => note.startsWith("mean over"));
  return [
    ...pairingNote(contrasts, design),
    ...familyNote(contrasts),
    ...smallestPNote(contrasts, rule),
    ...design.averagedOver.map((note) => `Each value is the ${note}.`),
    ...(failed > 0
      ? [
          `${isPooled ? "Seeds left out because a run of theirs" : "Runs left out because they"} failed or ${isPooled ? "has" : "have"} no finite value: ${failed} of ${runs}.`,
        ]
      : []),
  ];
}

function pairingNote(contrasts: readonly Contrast[], { block }: Design): string[] {
  const paired = contrasts.filter((contrast) => contrast.paired).length;
  if (contrasts.length === 0 || block === undefined) return [];
  if (paired === contrasts.length) return [`Runs are paired by ${block}.`];
  return [
    paired > 0
      ? `Runs are paired by ${block} where both levels share seeds.`
      : `Runs are not paired by ${block}.`,
  ];
}

function familyNote(contrasts: readonly Contrast[]): string[] {
  const tests = contrasts.filter(({ p }) => !Number.isNaN(p)).length;
  return tests > 1
    ? [`Holm's adjustment is over the ${tests} contrasts; the intervals are not adjusted.`]
    : [];
}

/** Says how far an exact test could go, where it could not reach the level of significance at all. */
function smallestPNote(contrasts: readonly Contrast[], { confidence }: VerdictRule): string[] {
  const short = contrasts.filter(
    ({ p, pSmallest }) => !Number.isNaN(p) && pSmallest > 1 - confidence,
  );
  if (short.length === 0) return [];
  const fewest = short.reduce((a, b) => (a.pSmallest > b.pSmallest ? a : b));
  return [
    `With ${fewest.n} ${fewest.paired ? "pairs" : "runs"} an exact test cannot go below p ${formatP(fewest.pSmallest)}, so the t tests rest on normality.`,
  ];
}

function percent(confidence: number): string {
  return `${formatSignificant(confidence * 100, 4)}%`;
}
