import type { Interval } from "../../compare/interval-text.js";

const WIDTH = 100;
const HEIGHT = 14;
const MARGIN = 5;
const MIDDLE = HEIGHT / 2;

/** Ends of a scale. */
export type Extent = readonly [low: number, high: number];

/** The scale that holds all the intervals, and zero where it is a mark. */
export function extentOf(intervals: readonly Interval[], aroundZero: boolean): Extent {
  const ends = intervals
    .flatMap(({ estimate, lower, upper }) => [estimate, lower, upper])
    .filter(Number.isFinite);
  if (aroundZero) ends.push(0);
  return [
    ends.reduce((a, b) => Math.min(a, b), Infinity),
    ends.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
}

/** An interval on its scale as inline SVG: a line with a point, and a thin mark at zero. */
export function intervalStrip(
  { estimate, lower, upper }: Interval,
  [low, high]: Extent,
  aroundZero: boolean,
): string {
  const x = (value: number): string => {
    const share = high > low ? (value - low) / (high - low) : 0.5;
    return (MARGIN + share * (WIDTH - 2 * MARGIN)).toFixed(1);
  };
  const zero = aroundZero ? line(x(0), "1", x(0), String(HEIGHT - 1), "0.35") : "";
  const whole = Number.isFinite(lower) && Number.isFinite(upper);
  const bar = whole ? line(x(lower), String(MIDDLE), x(upper), String(MIDDLE), "0.8", "2") : "";
  const point = Number.isFinite(estimate)
    ? `<circle cx="${x(estimate)}" cy="${MIDDLE}" r="3.2" fill="currentColor"/>`
    : "";
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} stroke="currentColor" aria-hidden="true">${zero}${bar}${point}</svg>`;
}

function line(
  x1: string,
  y1: string,
  x2: string,
  y2: string,
  opacity: string,
  width = "1",
): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke-opacity="${opacity}" stroke-width="${width}"/>`;
}
