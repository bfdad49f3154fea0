/**
 * One quantity sampled along a run, sorted by step, each step once. The arrays have one length; `time` is in
 * seconds since 1970 and NaN where unknown.
 */
export interface Series {
  readonly step: Float64Array;
  readonly time: Float64Array;
  readonly value: Float64Array;
}
