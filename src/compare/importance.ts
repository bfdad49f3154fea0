import { anovaShares, type VarianceShare } from "../stats/anova-shares.js";
import type { FanovaFeature } from "../stats/coded-feature.js";
import { fanova, FANOVA_LEAST_R2 } from "../stats/fanova.js";
import { holm } from "../stats/holm.js";
import { formatSignificant } from "../util/format-number.js";
import { groupBy } from "../util/group-by.js";
import { covariateOf } from "./covariate.js";
import { applyTransform } from "./functions.js";
import { atText, compareCells, compareLevels, levelKey } from "./level.js";
import type { Design, Estimate, Factor, Importance, Level, Observation } from "./types.js";

/** What a comparison knows about the importance of its factors. */
export interface ImportanceAnswer {
  readonly shares: readonly Importance[];
  readonly warnings: readonly string[];
}

/** What importance is computed from. */
export interface ImportanceData {
  readonly design: Design;
  readonly observations: readonly Observation[];
  readonly cells: readonly Estimate[];
}

type Share = Omit<Importance, "response" | "facets" | "isNoise">;

/**
 * How much of the variance of each response every factor accounts for, within each facet: omega squared of the balanced
 * analysis of variance where the runs are a full grid, else fANOVA. A forest that explains too little has no shares, but a
 * warning; shares that no F test tells from noise have one too.
 */
export function importanceOf({ design, observations, cells }: ImportanceData): ImportanceAnswer {
  if (design.factors.length === 0) return { shares: [], warnings: [] };
  const shares: Importance[] = [];
  const warnings: string[] = [];
  for (const response of design.responses) {
    const own = observations.filter((one) => one.response === response.name);
    for (const panel of panelsOf(own, design.facets)) {
      const { facets } = panel[0]!;
      const sorted = inOrder(panel, design.factors);
      const { transform } = response;
      const values = Float64Array.from(sorted, ({ value }) =>
        transform === undefined ? value : applyTransform(transform, value),
      );
      const found = gridShares(values, sorted, design) ?? forestShares(values, sorted, design);
      const { isNoise } = found;
      const place = { response: response.name, facets };
      shares.push(...found.shares.map((share) => ({ ...place, ...share, isNoise })));
      if (found.isNoise)
        warnings.push(
          `No factor or pair of factors is told from noise in ${response.name}${placeText(design, facets)} (F tests after Holm), so its shares rank nothing.`,
        );
      if (found.r2 < FANOVA_LEAST_R2)
        warnings.push(
          `A forest explains too little of ${response.name}${placeText(design, facets)} to tell which factor matters: its R² on runs it has not seen is ${formatSignificant(found.r2, 2)}, and ${FANOVA_LEAST_R2} is the least to be trusted.`,
        );
    }
    if (cells.some((cell) => cell.response === response.name && cell.censored > 0))
      warnings.push(
        `The importance for ${response.name} leaves out the runs that never got there.`,
      );
  }
  return { shares, warnings };
}

function panelsOf(
  observations: readonly Observation[],
  facets: readonly Factor[],
): Observation[][] {
  const panels = [...groupBy(observations, (one) => levelKey(one.facets)).values()];
  return panels.sort((a, b) => compareCells(facets, a[0]!.facets, b[0]!.facets));
}

/** In an order that does not depend on that of the runs, as trees and sums do. */
function inOrder(panel: readonly Observation[], factors: readonly Factor[]): Observation[] {
  return panel.toSorted(
    (a, b) =>
      compareCells(factors, a.levels, b.levels) ||
      compareLevels(a.block, b.block) ||
      a.value - b.value,
  );
}

function placeText({ facets }: Design, levels: readonly Level[]): string {
  return atText(
    facets.map(({ name }) => name),
    levels,
  );
}

interface Shares {
  readonly shares: readonly Share[];
  /** Of runs that the forest has not seen; 1 where there is none. */
  readonly r2: number;
  /** True where no F test tells a factor or a pair from noise. */
  readonly isNoise: boolean;
}

/** Undefined where the runs are no full balanced grid, or too few to tell noise from effects. */
function gridShares(
  values: Float64Array,
  panel: readonly Observation[],
  { factors, confidence }: Design,
): Shares | undefined {
  const codes = factors.map((factor, position) => codesOf(panel, factor, position));
  const { shares, higher, noise } = anovaShares(values, codes);
  if (shares.length === 0 || higher.df + noise.df === 0) return undefined;
  const isRepeated = noise.df > 0;
  const residual = isRepeated ? noise : higher;
  const effects = [
    ...shares.map((one) => ({ ...one, term: termName(one.factors, factors) })),
    ...(isRepeated && higher.df > 0 ? [{ ...higher, term: HIGHER }] : []),
  ];
  const total = [...shares, higher, noise].reduce((sum, { ss }) => sum + ss, 0);
  const sizes = effects.map((one) => omegaSquared(one, residual, total));
  const rest = 1 - sizes.reduce((sum, size) => sum + size, 0);
  const found = holm(shares.map(({ p }) => p)).some((p) => p < 1 - confidence);
  return {
    shares: [
      ...effects.map(({ term }, index) => anovaShare(term, sizes[index]!)),
      anovaShare(isRepeated ? NOISE : `${HIGHER} and ${NOISE}`, rest),
    ],
    r2: 1,
    isNoise: !found && shares.some(({ p }) => !Number.isNaN(p)),
  };
}

const NOISE = "noise";
const HIGHER = "higher interactions";

function anovaShare(term: string, share: number): Share {
  return { term, share, lower: NaN, upper: NaN, method: "ANOVA" };
}

/** The share of the variance without what noise alone would give it; 0 where that is more. Source: W. Hays (1963). */
function omegaSquared(
  { ss, df }: Pick<VarianceShare, "ss" | "df">,
  residual: Pick<VarianceShare, "ss" | "df">,
  total: number,
): number {
  const meanSquare = residual.ss / residual.df;
  return Math.max(0, ss - df * meanSquare) / (total + meanSquare);
}

function forestShares(
  values: Float64Array,
  panel: readonly Observation[],
  { factors, confidence }: Design,
): Shares {
  const features = factors.map((factor, position): FanovaFeature => {
    if (!factor.numeric) return { values: codesOf(panel, factor, position), kind: "categorical" };
    const { at } = covariateOf(factor);
    return { values: panel.map(({ levels }) => at(levels[position]!)), kind: "numeric" };
  });
  const { importances, r2OutOfBag } = fanova(features, values, { confidence });
  if (!(r2OutOfBag >= FANOVA_LEAST_R2)) return { shares: [], r2: r2OutOfBag, isNoise: false };
  const shares = importances.map(({ features: used, share, lower, upper }): Share => {
    return { term: termName(used, factors), share, lower, upper, method: "fANOVA" };
  });
  return { shares, r2: r2OutOfBag, isNoise: false };
}

function codesOf(
  panel: readonly Observation[],
  { levels }: Factor,
  position: number,
): Float64Array {
  const codes = new Map(levels.map((level, code) => [level, code]));
  return Float64Array.from(panel, (one) => codes.get(one.levels[position]!)!);
}

function termName(positions: readonly number[], factors: readonly Factor[]): string {
  return positions.map((position) => factors[position]!.name).join(":");
}
