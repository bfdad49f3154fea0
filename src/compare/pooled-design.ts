import { formatSignificant } from "../util/format-number.js";
import { listWords } from "../util/list-words.js";
import { isRatio } from "./transform.js";
import type { Design, PooledContrast, Response } from "./types.js";
import { factorText, numbersOf } from "./wording.js";

/** The design that averages over the facets are told by: the facets are factors that were averaged over. */
export function pooledDesign(design: Design, averages: readonly PooledContrast[]): Design {
  const adjusted = averages[0]?.adjusted ?? design.adjusted;
  return { ...design, facets: [], factors: [...design.factors, ...design.facets], adjusted };
}

/** `lr and hidden` */
export function facetNames({ facets }: Pick<Design, "facets">): string {
  return listWords(facets.map(factorText));
}

/** Contrasts of facets, with the decimals that the interval of their average justifies; ratios with three digits. */
export function facetNumbers(
  contrast: PooledContrast,
  response: Response,
): (value: number) => string {
  return isRatio(response) ? (value) => formatSignificant(value, 3) : numbersOf(contrast, response);
}
