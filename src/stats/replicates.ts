/** Values of a statistic over resamples, in no particular order. */
export interface Replicates {
  readonly values: Float64Array;
  /** How often each value occurs, whole numbers; all once where absent. */
  readonly counts?: Float64Array;
}

/** How many resamples the replicates stand for. */
export function totalCount({ values, counts }: Replicates): number {
  return counts ? counts.reduce((sum, count) => sum + count, 0) : values.length;
}

/** The mean of the replicates, counted. */
export function replicateMean(replicates: Replicates): number {
  const { values, counts } = replicates;
  // Seen from one of them, which keeps replicates that are all the same exact.
  const origin = values[0] ?? NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i += 1)
    sum += (counts ? counts[i]! : 1) * (values[i]! - origin);
  return origin + sum / totalCount(replicates);
}

/**
 * The standard deviation of the replicates: divisor n - 1 where they were drawn, n where they are counted, since then
 * they are all that there are. NaN for none.
 */
export function replicateSd(replicates: Replicates): number {
  const { values, counts } = replicates;
  const centre = replicateMean(replicates);
  let squares = 0;
  for (let i = 0; i < values.length; i += 1)
    squares += (counts ? counts[i]! : 1) * (values[i]! - centre) ** 2;
  const divisor = totalCount(replicates) - (counts ? 0 : 1);
  return divisor > 0 ? Math.sqrt(squares / divisor) : NaN;
}

/** Whether no replicate is NaN or infinite. */
export function areFinite({ values }: Replicates): boolean {
  for (let i = 0; i < values.length; i += 1) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

const BUCKETS = 512;

/**
 * Puts each value into a bucket of the range, in order, the ends of the range into different ones. Where the range
 * overflows, or is too narrow to be divided, its lower end has a bucket of its own.
 */
function fillBuckets(values: Float64Array, low: number, high: number): Uint16Array {
  const buckets = new Uint16Array(values.length);
  const scale = BUCKETS / (high - low);
  const isDivisible = scale > 0 && scale < Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const above = values[i]! - low;
    buckets[i] = isDivisible ? Math.min(BUCKETS - 1, above * scale) : above > 0 ? 1 : 0;
  }
  return buckets;
}

/** The replicates in one bucket. */
function inBucket(
  { values, counts }: Replicates,
  buckets: Uint16Array,
  bucket: number,
): Required<Replicates> {
  let size = 0;
  for (let i = 0; i < buckets.length; i += 1) if (buckets[i] === bucket) size += 1;
  const kept = { values: new Float64Array(size), counts: new Float64Array(size) };
  let next = 0;
  for (let i = 0; i < buckets.length; i += 1)
    if (buckets[i] === bucket) {
      kept.values[next] = values[i]!;
      kept.counts[next] = counts ? counts[i]! : 1;
      next += 1;
    }
  return kept;
}

function rangeOf(values: Float64Array): readonly [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/**
 * The value at a place in ascending order, were each listed as often as it is counted. It counts the values in buckets
 * of their range and goes on within one of them, which takes less time than to sort, or to partition.
 *
 * @param place - from 0 to below the total count; values are finite.
 */
export function selectReplicate(replicates: Replicates, place: number): number {
  const sizes = new Float64Array(BUCKETS);
  let candidates = replicates;
  for (let left = place; ;) {
    const { values, counts } = candidates;
    const [low, high] = rangeOf(values);
    if (!(low < high)) return low;
    const buckets = fillBuckets(values, low, high);
    sizes.fill(0);
    for (let i = 0; i < buckets.length; i += 1) sizes[buckets[i]!]! += counts ? counts[i]! : 1;
    let bucket = 0;
    for (; left >= sizes[bucket]!; bucket += 1) left -= sizes[bucket]!;
    candidates = inBucket(candidates, buckets, bucket);
  }
}

/** Places closer to a whole number are one. */
const WHOLE = 1e-12;

/**
 * The quantile of the replicates. Of those that were drawn it is of type 7, as `quantile` gives. Of those that are
 * counted, which are all that there are, it is of type 2: the inverse of their distribution, which type 7 comes to with
 * ever more draws, and the mean of two neighbours where a step of it is at `p`.
 *
 * NaN where `p` is not in [0, 1]; the replicates are finite.
 */
export function replicateQuantile(replicates: Replicates, p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  const total = totalCount(replicates);
  if (!replicates.counts) return between(replicates, p * (total - 1));
  const place = p * total;
  const whole = Math.round(place);
  const isStep = Math.abs(place - whole) <= WHOLE * total;
  return between(
    replicates,
    Math.min(total - 1, isStep ? Math.max(0, whole - 0.5) : Math.floor(place)),
  );
}

/** The value at a place, or between the two next to it in proportion. */
function between(replicates: Replicates, place: number): number {
  const low = Math.floor(place);
  const from = selectReplicate(replicates, low);
  if (low === place) return from;
  const to = selectReplicate(replicates, low + 1);
  return from === to ? from : from + (place - low) * (to - from);
}
