import { countText } from "../util/count-text.js";
import { formatDecimals, decimalsFor } from "../util/format-number.js";
import { contrastSentence } from "./contrast-sentence.js";
import type { Findings } from "./findings.js";
import { atText } from "./level.js";
import { averageCautions, loneTests, rankSentences } from "./omnibus-sentences.js";
import { pooledSentences } from "./pooled-sentences.js";
import { summaryNotes } from "./summary-notes.js";
import { isRatio, measureName } from "./transform.js";
import type { Contrast, Estimate } from "./types.js";
import { isDifferent, responseOf } from "./verdict.js";
import { factorText, percent } from "./wording.js";

/** More sentences than this are a table; the rest is counted. */
const MOST_SENTENCES = 12;

/**
 * Sentences fit for a paper: what averages hide, each contrast with its interval and test, averages over facets, tests and
 * ranks, then what holds for all of them.
 */
export function summarise(findings: Findings): string {
  const { differences, cells } = findings;
  const cautions = [...findings.cautions, ...averageCautions(findings)].slice(
    0,
    MOST_SENTENCES / 2,
  );
  const others = [...loneTests(findings), ...rankSentences(findings)].slice(0, MOST_SENTENCES / 2);
  const averages = pooledSentences(findings);
  const room = MOST_SENTENCES - cautions.length - others.length - averages.length;
  const shown = differences.slice(0, room).map((one) => contrastSentence(one, findings));
  const lone =
    differences.length === 0
      ? cells.slice(0, room).map((cell) => cellSentence(cell, findings))
      : [];
  return [
    ...cautions,
    ...shown,
    ...restNote(differences.slice(room), findings),
    ...averages,
    ...others,
    ...lone,
    ...summaryNotes(findings),
  ].join("\n");
}

function restNote(rest: readonly Contrast[], { rule }: Findings): string[] {
  if (rest.length === 0) return [];
  const clear = rest.filter((contrast) => isDifferent(contrast, rule)).length;
  const verb = rest.length === 1 ? "stands" : "stand";
  return [
    `${countText(rest.length, "more contrast")} ${verb} in the table; ${clear === 0 ? "none" : clear} of them ${clear > 1 ? "differ" : "differs"}.`,
  ];
}

function cellSentence(cell: Estimate, { design, rule }: Findings): string {
  const { estimate, lower, upper, n, facets, levels } = cell;
  const response = responseOf(cell, rule);
  const decimals = decimalsFor(Number.isNaN(upper) ? estimate : (upper - lower) / 2);
  const show = (value: number): string =>
    formatDecimals(value, Number.isNaN(upper) ? Math.max(3, decimals) : decimals);
  const place = atText([...design.facets, ...design.factors].map(factorText), [
    ...facets,
    ...levels,
  ]);
  const runs = countText(n, "run");
  if (n === 1) return `${measureName(response)} is ${show(estimate)}${place} (1 run, no interval).`;
  if (cell.never > 0 || (Number.isNaN(lower) && Number.isNaN(cell.sd)))
    return medianSentence(cell, measureName(response), place);
  const centre = isRatio(response)
    ? response.transform === "logit"
      ? "on average of its logit"
      : "in the geometric mean"
    : "on average";
  return `${measureName(response)} is ${show(estimate)} ${centre}${place} (${percent(design.confidence)} interval ${show(lower)} to ${show(upper)}, ${runs}).`;
}

function medianSentence(
  { estimate, runs, never }: Estimate,
  measure: string,
  place: string,
): string {
  const all = countText(runs, "run");
  const size = never > 0 ? `${never} of ${all} never got there` : all;
  return Number.isNaN(estimate)
    ? `${measure} has no median${place}: ${size}.`
    : `${measure} is ${formatDecimals(estimate, decimalsFor(estimate))} in the median${place} (${size}).`;
}
