import { covariateOf } from "../../compare/covariate.js";
import type { Factor } from "../../compare/types.js";
import { formatSignificant } from "../../util/format-number.js";
import { powerText } from "../../util/power-text.js";
import { domainOf, extent, type Domain } from "./domain.js";
import { textWidth } from "../font/text-width.js";
import type { SpecPart } from "../render/spec.js";
import { LABEL_SIZE } from "../look/theme.js";
import { axisTitle, roundValues, scaleTitle, tickCount } from "./value-axis.js";

/** More values than this are no grid: they have no ticks of their own. */
const MOST_TICKS = 12;

/** Decades between zero and the least positive value, at least: zero has no place on a log axis. */
const ZERO_GAP = 0.6;

/** Free room at each end, as a share. */
const MARGIN = 0.06;

/** The axis of a numeric param. */
export interface NumberAxis {
  readonly isLog: boolean;
  /** Ends, as places. */
  readonly domain: Domain;
  /** Where a value stands: its logarithm on a log axis. */
  readonly place: (value: number) => number;
  /** Between zero and the rest of a log axis; undefined where there is no zero. */
  readonly breakAt: number | undefined;
}

/**
 * The axis on which numbers lie as evenly as they were chosen: a log axis where the formula says so or they span two
 * decades. There zero stands apart, left of all others.
 */
export function numberAxis(factor: Factor): NumberAxis {
  const values = factor.levels.filter((level) => typeof level === "number");
  const positive = values.filter((value) => value > 0 && value < Infinity);
  const isLog =
    positive.length > 1 &&
    values.every((value) => value >= 0) &&
    covariateOf({ ...factor, levels: positive }).isLog;
  if (!isLog)
    return { isLog, domain: domainOf(values, MARGIN), place: (value) => value, breakAt: undefined };
  const logs = positive.map(Math.log10).toSorted((a, b) => a - b);
  const least = logs[0]!;
  const zero = least - Math.max(ZERO_GAP, (logs[1] ?? least) - least);
  const place = (value: number): number => (value > 0 ? Math.log10(value) : zero);
  return {
    isLog,
    domain: domainOf(values.map(place), MARGIN),
    place,
    breakAt: values.includes(0) ? (zero + least) / 2 : undefined,
  };
}

/** Explains where zero stands on the log axes of these factors; empty where there is none. */
export function zeroSentence(factors: readonly Factor[]): string {
  const broken = factors.filter((one) => one.numeric && numberAxis(one).breakAt !== undefined);
  if (broken.length === 0) return "";
  return `0 stands apart, beyond a dashed line, as a log scale of ${broken.map(({ name }) => name).join(", ")} has no place for it`;
}

/** What stands under a tested value. */
export interface Tick {
  readonly value: number;
  /** Lines under the value, such as how many runs failed. */
  readonly more: readonly string[];
}

/** Ticks at the tested values, or at round ones where there are more than a dozen; without a title where it is empty. */
export function numberTicks(
  axis: NumberAxis,
  name: string,
  ticks: readonly Tick[],
  width: number,
): SpecPart {
  const { isLog, domain, place } = axis;
  const common = {
    title: name === "" ? null : axisTitle(numberTitle(axis, name), Math.max(width, 80)),
    grid: false,
    labelFlush: false,
    labelOverlap: false,
  };
  const isGrid = ticks.length <= MOST_TICKS;
  if (!isGrid && !isLog) return { ...common, tickCount: Math.min(8, tickCount(width * 0.7)) };
  const shown = isGrid ? ticks : roundTicks(domain);
  const pixel = (value: number): number => ((place(value) - domain[0]) / extent(domain)) * width;
  const labels = withoutOverlap(
    shown.map(({ value, more }) => ({ at: pixel(value), lines: [numberText(value), ...more] })),
  );
  const texts = Object.fromEntries(shown.map(({ value }, i) => [place(value), labels[i]!]));
  return {
    ...common,
    values: shown.map(({ value }) => place(value)),
    labelExpr: `(${JSON.stringify(texts)})[datum.value]`,
  };
}

/** A param's value as an axis has room for it. */
export function numberText(value: number): string {
  return Number.isFinite(value)
    ? powerText(Number(value.toPrecision(4)))
    : formatSignificant(value, 4);
}

/** The values that an axis of so many px names: the tested ones, or round ones where there are more than a dozen. */
export function namedValues(
  { isLog, domain }: NumberAxis,
  tested: readonly number[],
  length: number,
): readonly number[] {
  if (tested.length <= MOST_TICKS) return tested;
  return isLog
    ? roundTicks(domain).map(({ value }) => value)
    : roundValues(domain, tickCount(length));
}

/** The name of the param, and what is to be known of its axis: a dashed rule stands for the break. */
function numberTitle({ isLog, breakAt }: NumberAxis, name: string): string {
  if (breakAt === undefined) return scaleTitle(name, isLog);
  return `${name} (log scale, break after 0)`;
}

/** Powers of ten within the domain of a log axis, with 2 and 5 times them where they are few. */
function roundTicks([low, high]: Domain): Tick[] {
  const powers = Array.from({ length: Math.ceil(high - low) + 2 }, (_, i) => Math.floor(low) + i);
  const steps = high - low < 3 ? [1, 2, 5] : [1];
  return powers
    .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
    .filter((value) => Math.log10(value) >= low && Math.log10(value) <= high)
    .map((value) => ({ value, more: [] }));
}

interface Label {
  /** In px. */
  readonly at: number;
  readonly lines: readonly string[];
}

/** Labels from the left, those aside that would touch the one before. */
function withoutOverlap(labels: readonly Label[]): (readonly string[])[] {
  let reached = -Infinity;
  const texts = new Map<Label, readonly string[]>();
  for (const label of labels.toSorted((a, b) => a.at - b.at)) {
    const half = Math.max(...label.lines.map((line) => textWidth(line, LABEL_SIZE))) / 2;
    const isFree = label.at - half >= reached + 5;
    texts.set(label, isFree ? label.lines : [""]);
    if (isFree) reached = label.at + half;
  }
  return labels.map((label) => texts.get(label)!);
}
