import { magnitudeOf } from "../stats/f-test.js";
import { homogeneityTest } from "../stats/homogeneity-test.js";
import { repeatedMeasures } from "../stats/repeated-measures.js";
import { groupBy } from "../util/group-by.js";
import { blockOf, type FacetAverages } from "./average-facets.js";
import { contrastKind } from "./contrast-kind.js";
import type { Unit } from "./observe.js";
import { FEWEST_PAIRS } from "./contrast.js";
import type { Agreement, Contrast, Level } from "./types.js";

/** A contrast without its noise. */
export type BareContrast = Pick<Contrast, "term" | "within" | "level" | "control" | "difference">;

/** The contrasts among the units of one block in one facet. */
export type ContrastsOf = (units: readonly Unit[]) => readonly BareContrast[];

/** A contrast in every block that has it in all facets. */
export interface BlockDifferences {
  /** One a block, of the difference in each facet. */
  readonly rows: readonly (readonly number[])[];
  /** The largest value that they were made of, as a size. */
  readonly magnitude: number;
}

/** Contrasts of two levels of the first factor, each of one unit. */
export function bareContrasts(
  units: readonly Unit[],
  wanted: readonly BareContrast[],
): BareContrast[] {
  const values = new Map<Level, number>(units.map(({ levels, value }) => [levels[0]!, value!]));
  return wanted.map((contrast) => {
    const [level, control] = [values.get(contrast.level), values.get(contrast.control)];
    return { ...contrast, difference: (level ?? NaN) - (control ?? NaN) };
  });
}

/**
 * Contrasts within single blocks, by their kind.
 *
 * @param whole - True where a contrast needs every cell of its facet.
 */
export function differencesInBlocks(
  { units, facets }: FacetAverages,
  whole: boolean,
  contrastsOf: ContrastsOf,
): ReadonlyMap<string, BlockDifferences> {
  const blocks = [...groupBy(units, blockOf).entries()];
  const cells = Math.max(...blocks.map(([, group]) => group.length));
  const inBlocks = facets.map((one) => groupBy(one, blockOf));
  const rows = blocks
    .filter(([, group]) => !whole || group.length === cells)
    .flatMap(([block]) => {
      const [first, ...others] = inBlocks.map((one) => {
        const own = contrastsOf(one.get(block)!);
        return new Map(own.map((contrast) => [contrastKind(contrast), contrast.difference]));
      });
      return [...first!].map(([kind, difference]) => ({
        kind,
        row: [difference, ...others.map((other) => other.get(kind) ?? NaN)],
      }));
    })
    .filter(({ row }) => !row.some(Number.isNaN));
  const magnitude = magnitudeOf(Float64Array.from(facets.flat(), ({ value }) => value!));
  return new Map(
    [...groupBy(rows, ({ kind }) => kind)].map(([kind, group]) => [
      kind,
      { rows: group.map(({ row }) => row), magnitude },
    ]),
  );
}

/**
 * The test that a contrast is the same in all facets: within blocks where they are known, else of the contrasts as if facets
 * were independent, which finds too little where what they share makes them alike.
 *
 * @param contrasts - One a facet.
 */
export function agreementOf(
  contrasts: readonly Contrast[],
  within: BlockDifferences | undefined,
): Agreement {
  const { f, df, dfResidual, p } =
    within && within.rows.length >= FEWEST_PAIRS
      ? repeatedMeasures(within.rows, within.magnitude)
      : homogeneityTest(
          contrasts.map(({ difference, ...one }) => ({ estimate: difference, ...one })),
        );
  return { f, df, dfResidual, p, pAdjusted: NaN };
}
