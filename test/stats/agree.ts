/** How far `actual` is from `expected`, as a share of `expected`; 0 where both are the same, NaN and infinities included. */
export function relativeError(actual: number, expected: number): number {
  if (Object.is(actual, expected) || actual === expected) return 0;
  return Math.abs(actual - expected) / Math.abs(expected);
}

/** A figure that differs from the one it was checked against. */
interface Disagreement<Case> {
  readonly case: Case;
  readonly actual: number;
  readonly expected: number;
  readonly error: number;
}

/**
 * Compares figures case by case, and lists those whose relative error is not within `tolerance`: none, in a test that
 * passes.
 *
 * @param pairsOf - the pairs `[actual, expected]` of a case.
 */
export function disagreements<Case>(
  cases: readonly Case[],
  tolerance: number,
  pairsOf: (item: Case) => readonly (readonly [actual: number, expected: number])[],
): Disagreement<Case>[] {
  return cases.flatMap((item) =>
    pairsOf(item)
      .map(([actual, expected]) => ({
        case: item,
        actual,
        expected,
        error: relativeError(actual, expected),
      }))
      .filter(({ error }) => !(error <= tolerance)),
  );
}

/** JSON has no NaN: `null` stands for it. */
export function orNaN(value: number | null): number {
  return value ?? NaN;
}
