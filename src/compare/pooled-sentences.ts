import { countText } from "../util/count-text.js";
import { contrastSentence } from "./contrast-sentence.js";
import { omnibusText } from "./evidence.js";
import { familySize, type Findings } from "./findings.js";
import { atText } from "./level.js";
import { facetNames, facetNumbers, pooledDesign } from "./pooled-design.js";
import type { FacetDifference, PooledContrast } from "./types.js";
import { responseOf } from "./verdict.js";
import { factorText } from "./wording.js";

/** More averages than this are in the table alone. */
const MOST_SENTENCES = 4;

/** What each average over the facets says, and whether the facets agree with it. */
export function pooledSentences(findings: Findings): string[] {
  const { averages, design } = findings;
  const own = { ...findings, differences: averages, design: pooledDesign(design, averages) };
  const rest = averages.length - MOST_SENTENCES;
  return [
    ...averages
      .slice(0, MOST_SENTENCES)
      .map((one) => contrastSentence(one, own) + agreementText(one, findings)),
    ...(rest > 0
      ? [
          `${countText(rest, "more average")} over ${facetNames(design)} ${rest === 1 ? "stands" : "stand"} in the table.`,
        ]
      : []),
  ];
}

/** True where it is clear that a contrast is not the same in all facets. */
export function isUnlike({ agreement }: PooledContrast, confidence: number): boolean {
  return agreement.pAdjusted < 1 - confidence;
}

function agreementText(contrast: PooledContrast, { averages, design, rule }: Findings): string {
  const { f, df, dfResidual, p, pAdjusted } = contrast.agreement;
  if (Number.isNaN(p)) return "";
  const many = averages.filter(({ agreement }) => !Number.isNaN(agreement.p)).length > 1;
  const test = omnibusText({ test: "F", statistic: f, df, dfResidual, p: pAdjusted });
  const evidence = `(${test}${many ? " after Holm" : ""})`;
  const facets = facetNames(design);
  if (!isUnlike(contrast, rule.confidence))
    return ` That it depends on ${facets} is not shown ${evidence}.`;
  const show = facetNumbers(contrast, responseOf(contrast, rule));
  const names = design.facets.map(factorText);
  const where = (one: FacetDifference): string =>
    `${show(one.difference)}${atText(names, one.facets)}`;
  return ` It depends on ${facets}: from ${where(contrast.lowest)} to ${where(contrast.highest)} ${evidence}, which one number hides.`;
}

/** How the averages are adjusted, and what they are not for. */
export function pooledNotes({ averages, design }: Findings): string[] {
  if (averages.length === 0) return [];
  const { adjusted } = pooledDesign(design, averages);
  const verdict = "the verdict rests on the contrasts of the facets alone";
  const own =
    familySize(averages) < 2
      ? "The average is not part of their family, and"
      : adjusted === "none"
        ? "The averages are not adjusted, and"
        : `The ${averages.length} averages are adjusted by themselves, and`;
  return [`${own} ${verdict}.`];
}
