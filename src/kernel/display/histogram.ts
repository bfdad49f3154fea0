const WIDTH = 84;
const HEIGHT = 18;
const BINS = 12;

/**
 * A histogram as inline SVG in the colour of the text: a bar for each distinct value where they are few, as in a grid
 * of params, else equal bins. Empty where there is no finite number.
 */
export function histogram(numbers: readonly number[]): string {
  const counts = barCounts(numbers.filter(Number.isFinite));
  if (counts.length === 0) return "";
  const step = WIDTH / counts.length;
  const highest = Math.max(...counts);
  const bars = counts.map((count, bar) => barRect(bar * step, step, count / highest)).join("");
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} fill="currentColor" fill-opacity="0.45" aria-hidden="true">${bars}</svg>`;
}

/** Heights of the bars, from the smallest value to the largest. */
export function barCounts(numbers: readonly number[]): number[] {
  const distinct = [...new Set(numbers)].toSorted((a, b) => a - b);
  const low = distinct[0];
  const high = distinct.at(-1);
  if (low === undefined || high === undefined) return [];
  const few = distinct.length <= BINS;
  const counts = Array.from({ length: few ? distinct.length : BINS }, () => 0);
  const position = new Map(distinct.map((value, place) => [value, place]));
  for (const value of numbers) {
    const bin = few
      ? position.get(value)!
      : Math.min(BINS - 1, Math.floor((value / (high - low) - low / (high - low)) * BINS));
    counts[bin]! += 1;
  }
  return counts;
}

function barRect(x: number, step: number, share: number): string {
  const height = share === 0 ? 0 : Math.max(1, share * HEIGHT);
  const place = `x="${round(x)}" y="${round(HEIGHT - height)}"`;
  return `<rect ${place} width="${round(Math.max(1, step - 1))}" height="${round(height)}"/>`;
}

function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}
