import { decimalsFor, formatDecimals, formatSignificant } from "../util/format-number.js";
import { listWords } from "../util/list-words.js";
import { atText, levelText } from "./level.js";
import { isRatio, measureName } from "./transform.js";
import type { Contrast, Design, Factor, Level, OmnibusTest, Response, Term } from "./types.js";

/** Where a contrast or a test belongs. */
export type Placed = Pick<OmnibusTest, "response" | "facets" | "term" | "within">;

/** `95%` */
export function percent(confidence: number): string {
  return `${formatSignificant(confidence * 100, 4)}%`;
}

/** The term of a contrast or a test. */
export function termOf({ term }: Pick<Placed, "term">, { terms }: Pick<Design, "terms">): Term {
  return terms.find(({ name }) => name === term)!;
}

/** What a factor is called in a sentence: the column, where it has one. */
export function factorText({ name, columns = [] }: Factor): string {
  return columns.length === 1 ? columns[0]! : name;
}

/** What a term compares, without what it is within, which has columns of its own. */
export function comparedText(placed: Pick<Placed, "term">, design: Design): string {
  const { factors } = termOf(placed, design);
  return factors.map((position) => factorText(design.factors[position]!)).join(":");
}

/** A level in a sentence: `of adam` where levels are names, else `at lr 0.1`. */
export function sideText(factor: Factor, level: Level): string {
  return hasNames(factor) ? `of ${levelText(level)}` : atLevel(factor, level);
}

/** `at lr 0.1` */
export function atLevel(factor: Factor, level: Level): string {
  return atText([factorText(factor)], [level]).trimStart();
}

/** True where a level tells by itself what it is: texts, but not numbers, lists or bins in the guise of one. */
export function hasNames({ levels }: Factor): boolean {
  return levels.every((level) => typeof level === "string" && /^\p{L}/u.test(level));
}

/** True where each value is that of a seed, over several settings. */
export function isPooled({ averagedOver }: Pick<Design, "averagedOver">): boolean {
  return averagedOver.some((note) => /^(mean|median) over/.test(note));
}

/** Where the contrast is taken, and over what it is averaged: ` at hidden [16], averaged over lr`. */
export function placeText(placed: Placed, design: Design): string {
  const term = termOf(placed, design);
  const held = term.within.map((position) => factorText(design.factors[position]!));
  const names = [...design.facets.map(factorText), ...held];
  const place = atText(names, [...placed.facets, ...placed.within]);
  const isSaid = term.factors.every((position) => hasNames(design.factors[position]!));
  return (isSaid ? place : place.replace(/^ at /, " for ")) + averageText(term, design);
}

function averageText(term: Term, design: Design): string {
  const others = averagedFactors(term, design);
  if (others.length === 0) return "";
  if (design.additive) return ", on average over the settings tried";
  return `, averaged over ${listWords(others.map(factorText))}`;
}

/** Factors whose levels a contrast of a term takes together. */
export function averagedFactors(term: Term, { factors }: Pick<Design, "factors">): Factor[] {
  return factors.filter(
    (_, position) => !term.factors.includes(position) && !term.within.includes(position),
  );
}

/** What a sentence is about: `val_loss`, or the odds of it. */
export function subjectText(response: Response): string {
  return response.transform === "logit"
    ? `The odds of ${measureName(response)}`
    : measureName(response);
}

/** Numbers of one sentence, with the decimals that its interval justifies and the unit that is known. */
export function numbersOf(
  { difference, lower, upper }: Pick<Contrast, "difference" | "lower" | "upper">,
  response: Response,
): (value: number) => string {
  const size = Number.isNaN(upper) ? difference : (upper - lower) / 2;
  const decimals = Number.isNaN(upper) && isRatio(response) ? 3 : decimalsFor(size);
  return (value) => formatDecimals(value, decimals);
}

/** The unit of differences, where it is known: ` steps`. */
export function unitOf(response: Response, size: string = ""): string {
  if (response.reducer !== "stepsTo" || isRatio(response)) return "";
  return size === "1" ? " step" : " steps";
}
