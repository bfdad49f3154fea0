import { mean } from "../stats/mean.js";
import { applyTransform } from "./functions.js";
import { plainText } from "./level.js";
import { ratioOf } from "./transform.js";
import type { Contrast, Design, Estimate, Factor, Level, Response, Term } from "./types.js";

/** The two levels of each of two factors that an interaction sets against each other. */
export interface Corner {
  readonly level: Level;
  readonly control: Level;
}

/** Differences, or ratios, between the levels of the first factor. */
export interface SimpleDifferences {
  /** At the level of the second factor. */
  readonly there: number;
  /** At its control. */
  readonly here: number;
}

/** How far means of cells may be from what the model says, as a share of the largest of them. */
const TOLERANCE = 1e-6;

/** The levels of an interaction of two factors, from its joint texts. */
export function cornersOf(contrast: Contrast, term: Term, design: Design): readonly Corner[] {
  const factors = term.factors.map((position) => design.factors[position]!);
  const level = splitLevels(String(contrast.level), factors) ?? [];
  const control = splitLevels(String(contrast.control), factors) ?? [];
  return level.map((one, position) => ({ level: one, control: control[position]! }));
}

/** `[64, 32], 0.1` as the levels of two factors; undefined where it is none. */
function splitLevels(text: string, [factor, ...rest]: readonly Factor[]): Level[] | undefined {
  if (factor === undefined) return undefined;
  for (const level of factor.levels) {
    const head = plainText(level);
    if (rest.length === 0 && text === head) return [level];
    if (rest.length === 0 || !text.startsWith(`${head}, `)) continue;
    const others = splitLevels(text.slice(head.length + 2), rest);
    if (others) return [level, ...others];
  }
  return undefined;
}

/**
 * What an interaction of two factors compares, from the means of the cells. Undefined where these do not add up to it, as
 * where a model allows for blocks that some cell lacks.
 */
export function simpleDifferences(
  contrast: Contrast,
  corners: readonly Corner[],
  cells: readonly Estimate[],
  design: Design,
  response: Response,
): SimpleDifferences | undefined {
  const term = design.terms.find(({ name }) => name === contrast.term)!;
  const scale = (value: number): number =>
    response.transform === undefined ? value : applyTransform(response.transform, value);
  const isHere = (cell: Estimate): boolean =>
    cell.response === contrast.response &&
    cell.n > 0 &&
    contrast.facets.every((level, position) => cell.facets[position] === level) &&
    term.within.every((position, index) => cell.levels[position] === contrast.within[index]);
  const near = cells.filter(isHere);
  const at = (levels: readonly Level[]): number => {
    const own = near.filter((cell) =>
      term.factors.every((position, index) => cell.levels[position] === levels[index]),
    );
    return mean(own.map(({ estimate }) => scale(estimate)));
  };
  const [first, second] = corners as [Corner, Corner];
  const means = [first.level, first.control].flatMap((one) =>
    [second.level, second.control].map((other) => at([one, other])),
  ) as [number, number, number, number];
  const [there, here] = [means[0] - means[2], means[1] - means[3]];
  const back = (value: number): number =>
    response.transform === undefined ? value : ratioOf(response.transform, value);
  const gap = Math.abs(back(there - here) - contrast.difference);
  const largest = Math.max(...means.map(Math.abs), Math.abs(contrast.difference));
  return gap <= TOLERANCE * largest ? { there: back(there), here: back(here) } : undefined;
}
