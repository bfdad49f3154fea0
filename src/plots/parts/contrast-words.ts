import { intervalTexts, pText } from "../../compare/interval-text.js";
import { cornersOf } from "../../compare/simple-differences.js";
import { isRatio } from "../../compare/transform.js";
import type { Contrast, Design, Level } from "../../compare/types.js";
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

/** `0.012 [0.003, 0.021], p = 0.012`. */
export function contrastWords({ difference, lower, upper, pAdjusted }: Contrast): string {
  if (!Number.isFinite(difference)) return "–";
  const { estimate, interval } = intervalTexts({ estimate: difference, lower, upper });
  const p = pWords(pAdjusted);
  return `${estimate}${interval === "–" ? "" : ` ${interval}`}${p === "" ? "" : `, ${p}`}`;
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
