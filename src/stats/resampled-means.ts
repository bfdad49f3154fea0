import type { Generator } from "./generator.js";
import { mean } from "./mean.js";

const WORDS = 2 ** 32;
/** A table of this many sums stays in the fastest cache. */
const MOST_SUMS = 4096;
/** Up to here, two places of a table fit into one random word. */
const MOST_PER_HALF_WORD = 65_536;

/** The sums of all tuples of `size` values: a place drawn in it is `size` draws at once. */
function tupleSums(values: Float64Array, size: number): Float64Array {
  let sums: Float64Array = Float64Array.of(0);
  for (let i = 0; i < size; i += 1) {
    const shorter = sums;
    sums = new Float64Array(shorter.length * values.length);
    for (let j = 0; j < sums.length; j += 1)
      sums[j] = shorter[Math.floor(j / values.length)]! + values[j % values.length]!;
  }
  return sums;
}

/**
 * Adds to every sum `times` random entries of `first` and as many of `second`, both taken from one random word.
 *
 * The loop holds a xoshiro128** 1.1 of its own in local variables, seeded by four draws of the generator: a call for
 * every draw takes several times as long as everything else. Places are taken from a word by multiplication and are
 * exactly uniform: N. Brackett-Rozinsky and D. Lemire, Batched Ranged Random Integer Generation (2024).
 */
function addDraws(
  sums: Float64Array,
  first: Float64Array,
  second: Float64Array,
  times: number,
  generator: Generator,
): void {
  const sizes = [first.length, second.length] as const;
  const rejected = WORDS % (sizes[0] * sizes[1]);
  const scales = [sizes[0] / WORDS, sizes[1] / WORDS] as const;
  let a = generator.int(WORDS) | 0;
  let b = generator.int(WORDS) | 0;
  let c = generator.int(WORDS) | 0;
  let d = generator.int(WORDS) | 0;
  for (let i = 0; i < sums.length; i += 1) {
    let sum = 0;
    for (let done = 0; done < times;) {
      const mixed = Math.imul(b, 5);
      const word = Math.imul((mixed << 7) | (mixed >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      const rest = Math.imul(word, sizes[0]) >>> 0;
      if (Math.imul(rest, sizes[1]) >>> 0 < rejected) continue;
      sum += first[(word * scales[0]) >>> 0]! + second[(rest * scales[1]) >>> 0]!;
      done += 1;
    }
    sums[i]! += sum;
  }
}

/**
 * The means of random resamples, without making the resamples: values are drawn as tuples, by their sums.
 *
 * @param values - finite and not empty.
 */
export function resampledMeans(
  values: Float64Array,
  resamples: number,
  generator: Generator,
): Float64Array {
  const n = values.length;
  const sums = new Float64Array(resamples);
  const centre = mean(values);
  // Deviations keep their digits where the values lie far from 0.
  const deviations = values.map((x) => x - centre);
  const nothing = Float64Array.of(0);
  let left = n;
  if (n <= MOST_PER_HALF_WORD) {
    const size = n === 1 ? 1 : Math.max(1, Math.floor(Math.log(MOST_SUMS) / Math.log(n)));
    const times = Math.floor(n / (2 * size));
    const tuples = tupleSums(deviations, size);
    addDraws(sums, tuples, tuples, times, generator);
    left -= 2 * size * times;
    addDraws(sums, deviations, deviations, Math.floor(left / 2), generator);
    left %= 2;
  }
  addDraws(sums, deviations, nothing, left, generator);
  for (let i = 0; i < resamples; i += 1) sums[i] = centre + sums[i]! / n;
  return sums;
}
