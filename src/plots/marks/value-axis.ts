import { NO_VALUES, type Domain } from "./domain.js";
import { shortenText, textWidth, wrapText } from "../font/text-width.js";
import type { SpecPart } from "../render/spec.js";
import { AXIS_EXTENT, LABEL_SIZE } from "../look/theme.js";

/** Px between two labels side by side. */
const LABEL_GAP = 6;

/** Px of axis per tick, about. */
const TICK_ROOM = 42;

/** Px that the title of a short vertical axis may be longer than it. */
const OVERHANG = 24;

/**
 * A vertical axis of values, `height` px long. Only the first of several panels side by side has text, and an axis of no
 * values has no ticks.
 */
export function valueAxis(
  title: string,
  height: number,
  isFirst: boolean,
  domain: Domain,
): SpecPart {
  const count = enoughTicks(tickCount(height), domain);
  const ticks = domain === NO_VALUES ? { values: [] } : { tickCount: count };
  const common = { domain: false, ticks: false, ...ticks };
  if (!isFirst) return { ...common, title: null, labels: false };
  return { ...common, title: axisTitle(title, height + OVERHANG), minExtent: AXIS_EXTENT };
}

/** Ticks of a horizontal axis of values, at most six, whose labels stand apart; none where there are no values. */
export function ticksAcross(domain: Domain, width: number): SpecPart {
  if (domain === NO_VALUES) return { values: [] };
  // Numbers lie side by side here, and need more room than above each other.
  for (let count = Math.min(6, tickCount(width * 0.7)); count > 1; count--) {
    const apart = (tickStep(domain, count) / (domain[1] - domain[0])) * width;
    if (apart >= labelExtent(domain, count) + LABEL_GAP) return { tickCount: count };
  }
  return { values: roundValues(domain, 1).slice(0, 1) };
}

/** About how many ticks an axis of this length has. */
export function tickCount(length: number): number {
  return Math.max(2, Math.round(length / TICK_ROOM));
}

/** The least count, from the wanted one on, for which a linear axis has three ticks or more. */
export function enoughTicks(wanted: number, domain: Domain): number {
  let count = wanted;
  while (count < 8 && ticksOf(domain, count) < 3) count++;
  return count;
}

/** Px that the labels of such an axis need, or a little more. */
export function labelExtent(domain: Domain, count: number): number {
  const decimals = Math.min(20, Math.max(0, -Math.floor(Math.log10(tickStep(domain, count)))));
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const labels = domain.map((end) => end.toLocaleString("en", digits).replace("-", "−"));
  return Math.ceil(Math.max(...labels.map((label) => textWidth(label, LABEL_SIZE))));
}

function ticksOf([low, high]: Domain, count: number): number {
  const step = tickStep([low, high], count);
  return Math.floor(high / step) - Math.ceil(low / step) + 1;
}

/** Between Vega's ticks: 1, 2 or 5 times a power of ten, whichever is nearest. */
function tickStep([low, high]: Domain, count: number): number {
  const wanted = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const ratio = wanted / power;
  if (ratio >= Math.sqrt(50)) return 10 * power;
  if (ratio >= Math.sqrt(10)) return 5 * power;
  return ratio >= Math.SQRT2 ? 2 * power : power;
}

/** Round values within a domain, about so many. */
export function roundValues([low, high]: Domain, count: number): number[] {
  const step = tickStep([low, high], count);
  const first = Math.ceil(low / step);
  const values = Array.from({ length: ticksOf([low, high], count) }, (_, i) => (first + i) * step);
  // 3 * 0.1 is not 0.3.
  return values.map((value) => Number(value.toPrecision(12)));
}

/** The title of an axis, which says so where equal ratios are equal steps. */
export function scaleTitle(title: string, isLog: boolean): string {
  return isLog ? `${title} (log scale)` : title;
}

/** The title of an axis in lines no longer than the axis. */
export function axisTitle(title: string, length: number): string[] {
  return wrapText(title, length, LABEL_SIZE).map((line) => shortenText(line, length, LABEL_SIZE));
}
