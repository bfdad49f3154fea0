/** A param over the runs: a number, or one of several unordered levels. */
export interface FanovaFeature {
  /** One value a run: the number, or the index of the level. What is not finite is missing. */
  readonly values: ArrayLike<number>;
  readonly kind: "numeric" | "categorical";
}

/** A feature whose distinct values are numbered 0, 1, ... in ascending order. */
export interface CodedFeature {
  /** False where the codes are levels without an order. */
  readonly ordered: boolean;
  /** How many distinct values there are; also the code of a missing one. */
  readonly count: number;
  /** The code of each run. */
  readonly codes: Int32Array;
  /** Where each code of an ordered feature lies, from 0 for the smallest value to 1 for the largest. */
  readonly positions: Float64Array;
  /** The runs, sorted by code. */
  readonly order: Int32Array;
  /** The share of runs whose value is missing. */
  readonly missing: number;
}

/** Values as positions in their range, from 0 to 1. Halves keep a range finite whose ends lie far apart. */
function positionsOf(values: Float64Array): Float64Array {
  const known = values.filter((value) => Number.isFinite(value));
  const least = known.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = known.reduce((a, b) => Math.max(a, b), -Infinity);
  const unit = greatest - least < Infinity ? 1 : 0.5;
  const range = unit * greatest - unit * least;
  return values.map((value) => (range > 0 ? (unit * value - unit * least) / range : value - least));
}

/** The runs sorted by code; runs of one code stay in their order. */
function sortedByCode(codes: Int32Array): Int32Array {
  const runs = Int32Array.from(codes, (_, run) => run);
  return runs.sort((a, b) => codes[a]! - codes[b]! || a - b);
}

/** Codes the first `n` values of a feature; those it does not have are missing. */
export function codeFeature(feature: FanovaFeature, n: number): CodedFeature {
  const ordered = feature.kind === "numeric";
  const values = Float64Array.from({ length: n }, (_, run) => feature.values[run] ?? NaN);
  // Values too close to tell apart in their range are the same.
  const places = ordered ? positionsOf(values) : values;
  const known = places.filter((place) => Number.isFinite(place));
  const distinct = Float64Array.from(new Set(known)).sort();
  const codeOf = new Map(Array.from(distinct, (place, code) => [place, code]));
  const codes = Int32Array.from(places, (place) => codeOf.get(place) ?? distinct.length);
  return {
    ordered,
    count: distinct.length,
    codes,
    positions: distinct,
    order: sortedByCode(codes),
    missing: n === 0 ? 0 : (n - known.length) / n,
  };
}
