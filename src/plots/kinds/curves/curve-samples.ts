/** Steps and values of a curve, ascending, each step once. */
export interface Samples {
  readonly step: readonly number[];
  readonly value: readonly number[];
}

/** The mean of several curves, at the steps that all of them have. */
export function meanSamples(curves: readonly Samples[]): Samples {
  const values = curves.map(({ step, value }) => new Map(step.map((at, i) => [at, value[i]!])));
  const step = (curves[0]?.step ?? []).filter((at) => values.every((curve) => curve.has(at)));
  const meanAt = (at: number): number =>
    values.reduce((sum, curve) => sum + curve.get(at)!, 0) / values.length;
  return { step, value: step.map(meanAt) };
}
