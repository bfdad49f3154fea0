const WIDTH = 84;
const HEIGHT = 18;
const BINS = 12;
/** Where bins take few whole numbers, one more or less would show as a comb. */
const FEW_A_BIN = 10;

/**
 * A histogram as inline SVG in the colour of the text: a bar for each distinct value where they are few, as in a grid
 * of params, else equal bins, which take equally many whole numbers. Empty where there is no finite number.
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
  const { bins, binOf } = binning(distinct, low, high);
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of numbers) counts[binOf(value)]! += 1;
  return counts;
}

interface Binning {
  readonly bins: number;
  readonly binOf: (value: number) => number;
}

function binning(distinct: readonly number[], low: number, high: number): Binning {
  if (distinct.length <= BINS) {
    const position = new Map(distinct.map((value, place) => [value, place]));
    return { bins: distinct.length, binOf: (value) => position.get(value)! };
  }
  const span = high - low + 1;
  if (span < FEW_A_BIN * BINS && distinct.every(Number.isInteger)) {
    const width = wholeWidth(span);
    return { bins: Math.ceil(span / width), binOf: (value) => Math.floor((value - low) / width) };
  }
  const share = (value: number): number => value / (high - low) - low / (high - low);
  return { bins: BINS, binOf: (value) => Math.min(BINS - 1, Math.floor(share(value) * BINS)) };
}

/** How many whole numbers a bin takes, at most 12 bins and at least 6, so that the last one is nearly full. */
function wholeWidth(span: number): number {
  const narrowest = Math.ceil(span / BINS);
  const widest = Math.floor(span / (BINS / 2));
  const widths = Array.from({ length: widest - narrowest + 1 }, (_, more) => narrowest + more);
  const missing = (width: number): number => (Math.ceil(span / width) * width - span) / width;
  return widths.reduce((best, width) => (missing(width) < missing(best) ? width : best));
}

function barRect(x: number, step: number, share: number): string {
  const height = share === 0 ? 0 : Math.max(1, share * HEIGHT);
  const place = `x="${round(x)}" y="${round(HEIGHT - height)}"`;
  return `<rect ${place} width="${round(Math.max(1, step - 1))}" height="${round(height)}"/>`;
}

function round(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}
