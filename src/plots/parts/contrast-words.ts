import { pText } from "../../compare/interval-text.js";
import { cornersOf } from "../../compare/simple-differences.js";
import { isRatio } from "../../compare/transform.js";
import type { Contrast, Design, Level } from "../../compare/types.js";
import { decimalsFor, formatDecimals, formatSignificant } from "../../util/format-number.js";
import { shortenText } from "../font/text-width.js";
import { levelNames } from "../look/level-names.js";
import { facetHeading } from "./panels.js";
import { LABEL_SIZE } from "../look/theme.js";

/** Longest name of a level within a contrast's, in px. */
const NAME_LIMIT = 105;

/** `p = 0.012`; empty where there is none. */
export function pWords(p: number): string {
  if (Number.isNaN(p)) return "";
  const text = pText(p);
  return text.startsWith("<") ? `p ${text}` : `p = ${text}`;
}

/** How a column of contrasts is written, all with the same decimals: `0.012 [0.003, 0.021], p = 0.012`. */
export function contrastTexts(contrasts: readonly Contrast[]): (contrast: Contrast) => string {
  const write = numbersOfColumn(contrasts);
  return ({ difference, lower, upper, pAdjusted }) => {
    if (!Number.isFinite(difference)) return "–";
    const interval = Number.isFinite(lower + upper) ? ` [${write(lower)}, ${write(upper)}]` : "";
    const p = pWords(pAdjusted);
    return `${write(difference)}${interval}${p === "" ? "" : `, ${p}`}`;
  };
}

/** Digits of the narrowest interval, and of the widest one as far as that leaves them readable. */
const MORE_DECIMALS = 2;

/**
 * Numbers of several contrasts with the same decimals: those that the narrowest interval justifies, up to two more than the
 * widest one does. Without intervals three significant digits.
 */
export function numbersOfColumn(
  contrasts: readonly Pick<Contrast, "lower" | "upper">[],
): (value: number) => string {
  const decimals = contrasts
    .map(({ lower, upper }) => (upper - lower) / 2)
    .filter((half) => Number.isFinite(half) && half > 0)
    .map((half) => decimalsFor(half));
  if (decimals.length === 0) return (value) => formatSignificant(value, 3);
  const common = Math.min(Math.max(...decimals), Math.min(...decimals) + MORE_DECIMALS);
  return (value) => formatDecimals(value, common);
}

/**
 * What is compared, and where: `adam − sgd` and `lr = 0.1`; with `/` for ratios. Of a difference of differences `adam − sgd`
 * and `0.1 against 0.01`.
 */
export function contrastParts(contrast: Contrast, design: Design): readonly [string, string] {
  const term = design.terms.find(({ name }) => name === contrast.term)!;
  const factors = term.factors.map((position) => design.factors[position]!);
  const [first, second] = factors.length === 1 ? [contrast] : cornersOf(contrast, term, design);
  const name = (level: Level | undefined, levels: readonly Level[] = []): string =>
    shortenText(levelNames(levels)(level ?? null), NAME_LIMIT, LABEL_SIZE);
  const response = design.responses.find((one) => one.name === contrast.response)!;
  const sign = isRatio(response) ? "/" : "−";
  const against =
    second === undefined
      ? ""
      : `${name(second.level, factors[1]?.levels)} against ${name(second.control, factors[1]?.levels)}`;
  const held = term.within.map((position) => design.factors[position]!);
  return [
    `${name(first?.level, factors[0]?.levels)} ${sign} ${name(first?.control, factors[0]?.levels)}`,
    [against, facetHeading(held, contrast.within)].filter((part) => part !== "").join(", "),
  ];
}
