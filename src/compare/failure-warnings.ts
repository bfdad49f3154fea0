import { wilson } from "../stats/wilson.js";
import { countText } from "../util/count-text.js";
import { formatP, formatSignificant } from "../util/format-number.js";
import { adjustRanks } from "./adjust-family.js";
import { familySize } from "./findings.js";
import { atText, levelKey, levelText } from "./level.js";
import type { Unit } from "./observe.js";
import type { Contrast, Design, Factor, Level, Response } from "./types.js";
import { isDifferent, isWithinMargin, type VerdictRule } from "./verdict.js";
import { rankSettings, sharedSettings, type RankTest, type Setting } from "./worst-ranks.js";
import { factorText, hasNames, isPooled } from "./wording.js";

/** More sentences than this are counted instead. */
const MOST_WARNINGS = 3;

/** The units of one response, those that failed too. */
export interface ResponseUnits {
  readonly units: readonly Unit[];
  readonly response: Pick<Response, "name" | "direction">;
}

/**
 * Warns where the levels of a contrast differ in their share of failed runs: what is left of the one that fails more often
 * may be its best runs. Where the levels differ, it says whether that stands if failed runs count as worse than all others:
 * by ranks, within the same setting and block, adjusted as the family is. It blames the failures only where the same ranks
 * without them do find the difference.
 */
export function failureWarnings(
  parts: readonly ResponseUnits[],
  contrasts: readonly Contrast[],
  design: Design,
): string[] {
  const { confidence, margin, responses } = design;
  const rule = { confidence, margin, responses };
  const unequal = contrasts.map((contrast) => unequalFailures(contrast, parts, design));
  const answers = weighFailures(unequal, contrasts, design);
  const all = unequal.flatMap((one, index) =>
    one === undefined ? [] : failureWarning(contrasts[index]!, one, answers[index], rule),
  );
  const rest = all.length - MOST_WARNINGS;
  return rest > 0
    ? [
        ...all.slice(0, MOST_WARNINGS),
        `Shares of failed runs differ in ${countText(rest, "more contrast")}.`,
      ]
    : all;
}

/** A contrast whose levels failed in different shares. */
interface Unequal {
  /** What both sides were tried at. */
  readonly settings: readonly Setting[];
  readonly response: Pick<Response, "name" | "direction">;
  /** The level and the control, for a sentence. */
  readonly names: readonly [string, string];
  /** The beginning of a sentence: both shares, and where. */
  readonly shares: string;
}

/** Undefined for equal shares, and for an interaction, which has no two levels. */
function unequalFailures(
  contrast: Contrast,
  parts: readonly ResponseUnits[],
  design: Design,
): Unequal | undefined {
  const { terms, facets, factors, confidence } = design;
  const term = terms.find(({ name }) => name === contrast.term)!;
  const [position, ...more] = term.factors;
  if (more.length > 0) return undefined;
  const { units, response } = parts.find((part) => part.response.name === contrast.response)!;
  if (units.every(({ failed }) => failed === 0)) return undefined;
  const here = levelKey([...contrast.facets, ...contrast.within]);
  const held = ({ facets: at, levels }: Unit): Level[] => [
    ...at,
    ...term.within.map((one) => levels[one]!),
  ];
  const near = units.filter((unit) => levelKey(held(unit)) === here);
  const at = (level: Level): Unit[] => near.filter(({ levels }) => levels[position!] === level);
  const sides = { treated: at(contrast.level), control: at(contrast.control) };
  const settings = sharedSettings(sides, position!);
  const what = isPooled(design) ? "seed" : "run";
  const [one, other] = [
    settings.flatMap(({ treated }) => treated),
    settings.flatMap(({ control }) => control),
  ].map((side) => shareOf(side, what, confidence));
  if (one!.share === other!.share || settings.length === 0) return undefined;
  const places = [...facets, ...term.within.map((each) => factors[each]!)].map(({ name }) => name);
  const place = atText(places, [...contrast.facets, ...contrast.within]);
  const factor = factors[position!]!;
  const names = [nameOf(factor, contrast.level), nameOf(factor, contrast.control)] as const;
  const shares = `${names[0]} failed in ${one!.text} and ${names[1]} in ${other!.text}${place}`;
  return { settings, response, names, shares };
}

/** `adam`, `lr 0.1` */
function nameOf(factor: Factor, level: Level): string {
  return hasNames(factor) ? levelText(level) : `${factorText(factor)} ${levelText(level)}`;
}

/** What ranks say of one contrast, with p-values that are adjusted within its family. */
interface Weighed {
  /** With failed runs as the worst. */
  readonly worst: RankTest;
  /** Without them. */
  readonly finished: RankTest;
  /** ` after Holm`, where p-values are adjusted. */
  readonly after: string;
}

/** All rank tests, adjusted together with the p-values of the contrasts that have none. */
function weighFailures(
  unequal: readonly (Unequal | undefined)[],
  contrasts: readonly Contrast[],
  design: Design,
): (Weighed | undefined)[] {
  const tests = unequal.map((one, index) => {
    const direction = one?.response.direction;
    if (one === undefined || direction === undefined) return undefined;
    const failedAs = direction === "up" ? -Infinity : Infinity;
    const worst = rankSettings(one.settings, contrasts[index]!, failedAs);
    const finished = rankSettings(one.settings, contrasts[index]!, undefined);
    return worst && finished && !Number.isNaN(worst.p) ? { worst, finished } : undefined;
  });
  const adjust = (of: (test: NonNullable<(typeof tests)[number]>) => number): readonly number[] =>
    adjustRanks(
      contrasts.map(({ p }, index) => (tests[index] ? of(tests[index]) : p)),
      design.adjusted,
    ).p;
  const p = adjust(({ worst }) => worst.p);
  const smallest = adjust(({ worst }) => worst.smallest);
  const finishedP = adjust(({ finished }) => finished.p);
  const { adjusted } = adjustRanks([], design.adjusted);
  const after = familySize(contrasts) > 1 && adjusted !== "none" ? ` after ${adjusted}` : "";
  return tests.map(
    (test, index) =>
      test && {
        worst: { ...test.worst, p: p[index]!, smallest: smallest[index]! },
        finished: { ...test.finished, p: finishedP[index]! },
        after,
      },
  );
}

function failureWarning(
  contrast: Contrast,
  unequal: Unequal,
  weighed: Weighed | undefined,
  rule: VerdictRule,
): string[] {
  const { response, shares } = unequal;
  if (isWithinMargin(contrast, rule))
    return [`${shares}; that they differ by no more than the margin holds of finished runs only.`];
  if (response.direction === undefined)
    return [
      `${shares}; whether the conclusion stands with failed runs as the worst is open, as the direction of ${response.name} is not known.`,
    ];
  if (weighed === undefined)
    return [
      `${shares}; what failed runs as the worst would change is open, as there are no pairs within settings to rank.`,
    ];
  return [
    `${shares}; with failed runs as the worst, ${
      isDifferent(contrast, rule)
        ? judge(contrast, weighed, 1 - rule.confidence)
        : tell(unequal, weighed, 1 - rule.confidence)
    }.`,
  ];
}

/** Whether a difference stands. */
function judge({ t }: Contrast, { worst, finished, after }: Weighed, alpha: number): string {
  const found = `ranks give p ${formatP(worst.p)}${after}`;
  const side = Number.isNaN(t) ? finished.sign : t;
  if (worst.p < alpha)
    return worst.sign * side > 0
      ? `${found}: the conclusion stands`
      : `${found} for the opposite: the conclusion does not stand`;
  if (worst.smallest >= alpha)
    return `${found}, and with so few runs could not go below ${formatP(worst.smallest).slice(2)}: whether the conclusion stands is open`;
  if (finished.p < alpha) return `${found}: the conclusion does not stand`;
  const without = Number.isNaN(finished.p) ? "none" : formatP(finished.p).slice(2);
  return `${found}, and ${without} without them: whether the conclusion stands is open`;
}

/** What ranks say where no difference was found. */
function tell(
  { response: { direction }, names: [level, control] }: Unequal,
  { worst, after }: Weighed,
  alpha: number,
): string {
  const found = `ranks give p ${formatP(worst.p)}${after}`;
  if (!(worst.p < alpha)) return found;
  const side = worst.sign > 0 === (direction === "up") ? "better" : "worse";
  return `${found}: so counted, ${level} is ${side} than ${control}`;
}

function shareOf(
  units: readonly Unit[],
  what: string,
  confidence: number,
): { share: number; text: string } {
  const failed = units.reduce((sum, unit) => sum + unit.failed, 0);
  const runs = units.reduce((sum, unit) => sum + unit.runs, 0);
  const { share, lower, upper } = wilson(failed, runs, { confidence });
  const percent = (value: number, digits: number): string =>
    `${formatSignificant(100 * value, digits)}%`;
  return {
    share,
    text: `${failed} of ${countText(runs, what)} (${percent(confidence, 4)} interval ${percent(lower, 2)} to ${percent(upper, 2)})`,
  };
}
