import { countText } from "../util/count-text.js";
import { formatDecimals, formatP, formatSignificant } from "../util/format-number.js";
import { familySize, type Findings } from "./findings.js";
import { isRatio } from "./transform.js";
import type {
  Adjustment,
  Contrast,
  ContrastMethod,
  Design,
  OmnibusTest,
  Response,
} from "./types.js";
import { marginTest } from "./verdict.js";
import { percent } from "./wording.js";

/** The interval, the test and how many values it rests on, for the brackets of a sentence. */
export function evidenceText(
  contrast: Contrast,
  findings: Findings,
  show: (value: number) => string,
): string {
  const { lower, upper } = contrast;
  const interval = Number.isNaN(upper)
    ? []
    : [`${percent(findings.rule.confidence)} interval ${show(lower)} to ${show(upper)}`];
  const test = `${testText(contrast)}, p ${formatP(contrast.pAdjusted)}${afterText(findings)}`;
  return [...interval, `${test}, ${countedText(contrast, findings.design)}`].join("; ");
}

/** ` after Holm`, where there is more than one contrast. */
function afterText({ design, differences }: Findings): string {
  const { adjusted } = design;
  return familySize(differences) > 1 && adjusted !== "none" ? ` after ${adjusted}` : "";
}

const T_NAMES: Readonly<Record<Exclude<ContrastMethod, "ranks">, string>> = {
  "paired t": "paired t",
  Welch: "Welch t",
  "additive model": "t",
  "linear model": "t",
  combined: "t",
};

function testText({ method, paired, df, t, pExact }: Contrast): string {
  if (method !== "ranks")
    return `${T_NAMES[method]}(${formatSignificant(df, 3)}) = ${formatDecimals(t, 2)}`;
  const exact = Number.isNaN(pExact) ? "" : "exact ";
  return `${exact}${paired ? "sign test" : "Mann–Whitney test"}`;
}

/** How many values: effects of several factors rest on whole seeds; two levels on pairs. */
export function countedText(
  { method, paired, n }: Pick<Contrast, "method" | "paired" | "n">,
  design: Pick<Design, "block">,
): string {
  if (!paired) return countText(n, "run");
  if (method !== "linear model") return countText(n, "pair");
  return countText(n, design.block?.includes("seed") ? "seed" : "block");
}

/** By which tests a difference lies within the margin. */
export function equivalenceText(contrast: Contrast, { rule }: Findings): string {
  return `two one-sided tests, p ${formatP(marginTest(contrast, rule)?.p ?? NaN)}`;
}

/** An interval beside the null value seems to contradict a p-value that allows for the other contrasts. */
export function unadjustedSentence(
  { lower, upper }: Contrast,
  { differences }: Findings,
  response: Response,
): string {
  const none = isRatio(response) ? 1 : 0;
  return lower > none || upper < none
    ? ` Its own interval excludes ${none}, but ${familySize(differences)} contrasts were looked at.`
    : "";
}

/** `F(2, 14) = 185.3, p < 0.001` */
export function omnibusText({
  test,
  statistic,
  df,
  dfResidual,
  p,
}: Pick<OmnibusTest, "test" | "statistic" | "df" | "dfResidual" | "p">): string {
  const degrees = [df, dfResidual].filter((one) => !Number.isNaN(one));
  const places = degrees.map((one) => formatSignificant(one, 3)).join(", ");
  return `${STATISTICS[test]}(${places}) = ${formatDecimals(statistic, 2)}, p ${formatP(p)}`;
}

const STATISTICS: Readonly<Record<OmnibusTest["test"], string>> = {
  F: "F",
  "Welch F": "Welch F",
  Friedman: "Friedman χ²",
  "Kruskal–Wallis": "Kruskal–Wallis χ²",
};

/** Whose method the p-values are adjusted by, as the owner of a noun. */
export const OWNERS: Readonly<Record<Exclude<Adjustment, "none">, string>> = {
  Holm: "Holm's",
  Hommel: "Hommel's",
  Tukey: "Tukey's",
  Dunnett: "Dunnett's",
  "Benjamini–Hochberg": "Benjamini and Hochberg's",
};
