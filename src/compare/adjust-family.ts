import { benjaminiHochberg } from "../stats/benjamini-hochberg.js";
import { dunnettAdjust } from "../stats/dunnett.js";
import { holm } from "../stats/holm.js";
import { hommel } from "../stats/hommel.js";
import { tukeyAdjust } from "../stats/tukey.js";
import { CeterisError } from "../util/error.js";
import type { CompareOptions } from "./options.js";
import type { FacetsAnswer } from "./pool-facets.js";
import type { StratumAnswer } from "./stratum-answer.js";
import type { Adjustment, Contrast, PooledContrast } from "./types.js";

/** Contrasts beyond so many are screened rather than tested: the share of false discoveries is bounded. */
const MOST_TESTS = 20;

type Stratum = Pick<StratumAnswer, "contrasts" | "pooled">;

/** Contrasts with their adjusted p-values, and by whose method they are adjusted. */
export interface AdjustedFamily {
  readonly contrasts: readonly Contrast[];
  readonly adjusted: Adjustment;
}

/**
 * Adjusts the p-values of a comparison. The family is what is drawn: all contrasts together. Tukey's and Dunnett's methods
 * are applied within each stratum, times the number of strata (Bonferroni).
 *
 * @throws CeterisError `COMPARE` where the method asked for does not fit the contrasts.
 */
export function adjustFamily(
  strata: readonly Stratum[],
  { adjust, contrasts }: Pick<CompareOptions, "adjust" | "contrasts">,
): AdjustedFamily {
  const filled = strata.filter((stratum) => stratum.contrasts.length > 0);
  const all = filled.flatMap((stratum) => stratum.contrasts);
  const adjusted = ADJUSTMENTS[adjust ?? defaultFor(filled, contrasts)];
  const p =
    adjusted === "Tukey" || adjusted === "Dunnett"
      ? filled.flatMap((stratum) => adjustStratum(stratum, adjusted, filled.length))
      : METHODS[adjusted](all.map((one) => one.p));
  return { contrasts: all.map((one, index) => ({ ...one, pAdjusted: p[index]! })), adjusted };
}

/**
 * Adjusts the averages over facets among themselves: as the contrasts are, by Holm's method where Tukey's or Dunnett's does
 * not fit them. The tests that facets agree are adjusted by Holm's.
 */
export function adjustAverages(
  answers: readonly Pick<FacetsAnswer, "contrasts" | "pooled">[],
  adjusted: Adjustment,
): PooledContrast[] {
  const filled = answers.filter(({ contrasts }) => contrasts.length > 0);
  const all = filled.flatMap(({ contrasts }) => contrasts);
  const isModelled = filled.every(
    ({ pooled }) => pooled && (adjusted !== "Dunnett" || pooled.lambdas !== undefined),
  );
  const byModel =
    isModelled && (adjusted === "Tukey" || adjusted === "Dunnett") ? adjusted : undefined;
  const own = all.map(({ p }) => p);
  const { p, adjusted: method } = byModel
    ? {
        p: filled.flatMap((one) => adjustStratum(one, byModel, filled.length)),
        adjusted: byModel,
      }
    : adjustRanks(own, adjusted);
  const agreement = holm(all.map((one) => one.agreement.p));
  return all.map((one, index) => ({
    ...one,
    pAdjusted: p[index]!,
    agreement: { ...one.agreement, pAdjusted: agreement[index]! },
    adjusted: method,
  }));
}

/** Ranks have no pooled variance: where the family has Tukey's or Dunnett's method, they get Holm's. */
export function adjustRanks(
  p: readonly number[],
  adjusted: Adjustment,
): { readonly p: readonly number[]; readonly adjusted: Adjustment } {
  const method = adjusted === "Tukey" || adjusted === "Dunnett" ? "Holm" : adjusted;
  return { p: METHODS[method](p), adjusted: method };
}

type Adjust = NonNullable<CompareOptions["adjust"]>;

const ADJUSTMENTS: Readonly<Record<Adjust, Adjustment>> = {
  holm: "Holm",
  hommel: "Hommel",
  tukey: "Tukey",
  dunnett: "Dunnett",
  bh: "Benjamini–Hochberg",
  none: "none",
};

const METHODS: Readonly<
  Record<Exclude<Adjustment, "Tukey" | "Dunnett">, (p: readonly number[]) => readonly number[]>
> = {
  Holm: holm,
  Hommel: hommel,
  "Benjamini–Hochberg": benjaminiHochberg,
  none: (p) => p,
};

function defaultFor(strata: readonly Stratum[], contrasts: CompareOptions["contrasts"]): Adjust {
  const isPooled = strata.length > 0 && strata.every(({ pooled }) => pooled !== undefined);
  if (contrasts === "pairs" && isPooled) return "tukey";
  const tests = strata
    .flatMap((stratum) => stratum.contrasts)
    .filter(({ p }) => !Number.isNaN(p)).length;
  return tests > MOST_TESTS ? "bh" : "holm";
}

function adjustStratum(
  { contrasts, pooled }: Stratum,
  adjusted: "Tukey" | "Dunnett",
  strata: number,
): number[] {
  if (pooled === undefined) throw notPooled(adjusted);
  const { groups, df, lambdas } = pooled;
  const t = contrasts.map((one) => one.t);
  if (adjusted === "Tukey") return times(strata, tukeyAdjust(t, groups, df));
  if (lambdas === undefined) throw incompleteBlocks();
  return times(strata, dunnettAdjust(t, lambdas, df));
}

function times(strata: number, p: readonly number[]): number[] {
  return p.map((value) => Math.min(1, strata * value));
}

function notPooled(adjusted: Adjustment): CeterisError {
  return new CeterisError(
    "COMPARE",
    `${adjusted}'s adjustment is for the levels of one factor in one model with one variance, which these contrasts do not come from; give { adjust: "holm" }.`,
  );
}

function incompleteBlocks(): CeterisError {
  return new CeterisError(
    "COMPARE",
    `Dunnett's adjustment needs a run of every level at every seed, which these contrasts do not have; give { adjust: "holm" }, or leave out the seeds that some level lacks.`,
  );
}
