import { listWords } from "../util/list-words.js";
import { OWNERS } from "./evidence.js";
import { familySize, type Findings } from "./findings.js";
import { levelKey } from "./level.js";
import { pooledNotes } from "./pooled-sentences.js";
import { smallestPNotes } from "./smallest-p-notes.js";
import { isRatio } from "./transform.js";
import type { Contrast, Design } from "./types.js";
import { averagedFactors, factorText, isPooled, percent } from "./wording.js";

/** What holds for all contrasts: pairing, model, scale, adjustment, how far exact tests go, averages and failures. */
export function summaryNotes(findings: Findings): string[] {
  return [
    ...pairingNote(findings),
    ...modelNote(findings),
    ...findings.design.notes,
    ...scaleNotes(findings),
    ...familyNote(findings),
    ...pooledNotes(findings),
    ...smallestPNotes(findings),
    ...findings.design.averagedOver.map((note) => `Each value is the ${note}.`),
    ...failureNote(findings),
  ];
}

function pairingNote({ differences, design }: Findings): string[] {
  const { block } = design;
  const paired = differences.filter((contrast) => contrast.paired).length;
  if (differences.length === 0 || block === undefined) return [];
  if (paired === differences.length) return [`Runs are paired by ${block}.`];
  return [
    paired > 0
      ? `Runs are paired by ${block} where both levels share ${block.includes("seed") ? "seeds" : "it"}.`
      : `Runs are not paired by ${block}.`,
  ];
}

/** Which model the t tests come from, where they are not tests of two levels. */
function modelNote({ differences, design }: Findings): string[] {
  const { factors, block, additive, terms } = design;
  const modelled = differences.find(
    ({ method }) => method === "additive model" || method === "linear model",
  );
  if (modelled === undefined) return [];
  const compared = [...new Set(terms.flatMap((term) => [...term.factors]))];
  const names = compared.map((position) => factorText(factors[position]!));
  const blocks = modelled.paired && block !== undefined ? [block] : [];
  if (additive)
    return [
      `The effects come from one linear model in which those of ${listWords([...names, ...blocks])} add up.`,
    ];
  if (compared.length === 1)
    return [
      `${differences.some(({ method }) => method === "paired t" || method === "Welch") ? "T tests that are not of pairs" : "The t tests"}${stratumText(design)} come from the model ${[...names, ...blocks].join(" + ")} and share its residual variance.`,
    ];
  const average = terms.some((term) => averagedFactors(term, design).length > 0)
    ? ", and averages over other factors give their levels equal weights"
    : "";
  const within = blocks.length > 0 ? `, within each ${blocks[0]}` : "";
  return [
    `The effects${stratumText(design)} come from one linear model with a mean for each combination of ${listWords(names)}${within}${average}.`,
  ];
}

/** ` at each lr`: what divides the comparison into models. */
function stratumText({ facets, factors, terms }: Design): string {
  const held = factors.filter((_, position) =>
    terms.every(({ within }) => within.includes(position)),
  );
  const names = [...facets, ...held].map(factorText);
  return names.length > 0 ? ` at each ${listWords(names)}` : "";
}

function scaleNotes({ differences, design }: Findings): string[] {
  const ratios = design.responses.filter(isRatio).filter(({ name }) =>
    // By ranks a ratio is one of medians, and there is no interval.
    differences.some(({ response, method }) => response === name && method !== "ranks"),
  );
  return ratios.map(({ name, transform }) =>
    transform === "logit"
      ? `Odds ratios, tests and intervals are computed on the scale of ${name}.`
      : `Ratios are of geometric means; tests and intervals are computed on the scale of ${name}.`,
  );
}

function familyNote({ differences, design, rule }: Findings): string[] {
  const tests = familySize(differences);
  if (tests < 2) return [];
  const { adjusted } = design;
  if (adjusted === "none")
    return [`The p-values of the ${tests} contrasts are not adjusted for their number.`];
  const owner = OWNERS[adjusted];
  if (adjusted === "Benjamini–Hochberg")
    return [
      `${owner} adjustment is over the ${tests} contrasts: of the differences it finds, no more than ${percent(1 - rule.confidence)} are expected to be false discoveries; the intervals are not adjusted.`,
    ];
  const strata = strataCount(differences);
  const isWithin = strata > 1 && (adjusted === "Tukey" || adjusted === "Dunnett");
  const over = isWithin
    ? `within each of ${strata} families, times ${strata} (Bonferroni)`
    : `over the ${tests} contrasts`;
  return [`${owner} adjustment is ${over}; the intervals are not adjusted.`];
}

function strataCount(differences: readonly Contrast[]): number {
  const keys = differences.map((one) => one.response + levelKey([...one.facets, ...one.within]));
  return new Set(keys).size;
}

function failureNote({ cells, design }: Findings): string[] {
  const failed = sumOf(cells.map((cell) => cell.failed));
  const runs = sumOf(cells.map((cell) => cell.runs + cell.failed));
  if (failed === 0) return [];
  return [
    isPooled(design)
      ? `Seeds left out because a run of theirs failed or has no finite value: ${failed} of ${runs}.`
      : `Runs left out because they failed or have no finite value: ${failed} of ${runs}.`,
  ];
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
