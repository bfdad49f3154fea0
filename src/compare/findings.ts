import type {
  Contrast,
  Design,
  Estimate,
  MeanRanks,
  OmnibusTest,
  PooledContrast,
} from "./types.js";
import type { VerdictRule } from "./verdict.js";

/** What the sentences of a comparison are made from. */
export interface Findings {
  readonly design: Design;
  readonly differences: readonly Contrast[];
  /** Over the facets. */
  readonly averages: readonly PooledContrast[];
  readonly cells: readonly Estimate[];
  readonly omnibus: readonly OmnibusTest[];
  readonly ranks: readonly MeanRanks[];
  /** What the reader has to know before the contrasts. */
  readonly cautions: readonly string[];
  readonly rule: VerdictRule;
}

/** How many contrasts have a p-value: over so many it is adjusted. */
export function familySize(contrasts: readonly Pick<Contrast, "p">[]): number {
  return contrasts.filter(({ p }) => !Number.isNaN(p)).length;
}
