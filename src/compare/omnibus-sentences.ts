import { holm } from "../stats/holm.js";
import { formatDecimals, formatP } from "../util/format-number.js";
import { listWords } from "../util/list-words.js";
import { omnibusText } from "./evidence.js";
import type { Findings } from "./findings.js";
import { MOST_FACETS } from "./formula.js";
import { levelKey, levelText } from "./level.js";
import { findLoneTests } from "./lone-tests.js";
import { measureName } from "./transform.js";
import type { Design, MeanRanks } from "./types.js";
import { responseOf } from "./verdict.js";
import { averagedFactors, factorText, placeText, termOf, type Placed } from "./wording.js";

/**
 * Warns of averages that hide where levels differ: main effects beside an interaction. It is clear where its p allows for
 * the number of interactions, by Holm's method; that of one contrast is the contrast's own.
 */
export function averageCautions(findings: Findings): string[] {
  const { design, omnibus, differences, rule } = findings;
  const tests = omnibus.filter((test) => termOf(test, design).factors.length > 1);
  const adjusted = holm(tests.map(({ p }) => p));
  return tests.flatMap((test, index) => {
    const { factors } = termOf(test, design);
    if (!(test.p < 1 - rule.confidence)) return [];
    const only = differences.filter(
      (contrast) => contrast.term === test.term && isSamePlace(contrast, test),
    );
    const p = test.df === 1 && only.length === 1 ? only[0]!.pAdjusted : adjusted[index]!;
    const isClear = p < 1 - rule.confidence;
    const hidden = differences.find(
      (contrast) =>
        isBeside(contrast, test) &&
        factors.includes(termOf(contrast, design).factors[0]!) &&
        averagedFactors(termOf(contrast, design), design).some((other) =>
          factors.some((position) => design.factors[position] === other),
        ),
    );
    if (hidden === undefined) return [];
    const [first, ...others] = factors.map((position) => factorText(design.factors[position]!));
    const rest = listWords(others);
    const remedy = remedyFor(first!, others, test, design);
    const after = formatP(p) === formatP(test.p) ? "" : `; p ${formatP(p)} after adjustment`;
    const [verb, hides] = isClear ? ["depends", "hides it"] : ["may depend", "may hide it"];
    return [
      `How ${measureName(responseOf(test, rule))} differs by ${first} ${verb} on ${rest}${placeText(test, design)} (${omnibusText(test)}${after}), so an average over ${rest} ${hides}; compare at each ${rest} ('${remedy}').`,
    ];
  });
}

/** The formula that compares within the other factors of a term; what it leaves out would vary unseen. */
function remedyFor(first: string, others: readonly string[], test: Placed, design: Design): string {
  const averaged = averagedFactors(termOf(test, design), design).map(factorText);
  const rest = [...others, ...averaged];
  const facets = [...design.facets.map(factorText), ...rest];
  return facets.length <= MOST_FACETS
    ? [first, facets.join(" + ")].join(" | ")
    : [first, ...rest].join(" + ");
}

/** Tests of terms that have no contrasts: numbers that enter as a line, interactions of three factors. */
export function loneTests(findings: Findings): string[] {
  const { omnibus, differences, design, rule } = findings;
  return findLoneTests(differences, omnibus, rule.confidence).map(({ test, isClear }) => {
    const term = termOf(test, design);
    const names = listWords(term.factors.map((position) => factorText(design.factors[position]!)));
    const measure = measureName(responseOf(test, rule));
    const open = rule.margin === undefined ? "" : ", and nothing tells how large that is";
    const where = `${placeText(test, design)} (${omnibusText(test)})${open}`;
    if (term.factors.length > 1)
      return isClear
        ? `The effects of ${names} on ${measure} depend on each other${where}.`
        : `Whether the effects of ${names} on ${measure} depend on each other cannot be told${where}.`;
    return isClear
      ? `${measure} depends on ${names}${where}.`
      : `Whether ${measure} depends on ${names} cannot be told${where}.`;
  });
}

/** Mean ranks over blocks, such as datasets, and which of them differ. */
export function rankSentences(findings: Findings): string[] {
  return findings.ranks.map((ranks) => rankSentence(ranks, findings));
}

function rankSentence(ranks: MeanRanks, { omnibus, design }: Findings): string {
  const { levels, meanRanks, blocks, criticalDifference, cliques } = ranks;
  const order = levels.map((_, index) => index).sort((a, b) => meanRanks[a]! - meanRanks[b]!);
  const named = order.map(
    (index) => `${levelText(levels[index]!)} ${formatDecimals(meanRanks[index]!, 2)}`,
  );
  const test = omnibus.find((one) => one.test === "Friedman" && isBeside(one, ranks));
  const evidence = test === undefined ? "" : ` (${omnibusText(test)})`;
  const place = test === undefined ? "" : placeText(test, design);
  const together = cliques
    .filter((clique) => clique.length > 1)
    .map((clique) => listWords(clique.map(levelText)));
  const apart =
    together.length > 0
      ? `so these cannot be told apart: ${together.join("; ")}`
      : "so all levels differ";
  return `Over ${blocks} values of ${design.block} the mean ranks are ${listWords(named)}${place}${evidence}; ranks ${formatDecimals(criticalDifference, 2)} apart differ (Nemenyi), ${apart}.`;
}

function isSamePlace(a: Placed, b: Placed): boolean {
  return isBeside(a, b) && levelKey(a.within) === levelKey(b.within);
}

function isBeside(
  a: Pick<Placed, "response" | "facets"> & Partial<Placed>,
  b: Pick<Placed, "response" | "facets">,
): boolean {
  return a.response === b.response && levelKey(a.facets) === levelKey(b.facets);
}
