import { countText } from "../util/count-text.js";
import { formatSignificant } from "../util/format-number.js";
import { listWords } from "../util/list-words.js";
import { equivalenceText, evidenceText, unadjustedSentence } from "./evidence.js";
import type { Findings } from "./findings.js";
import { interactionSentence } from "./interaction-sentence.js";
import { seedsSentence } from "./seeds-sentence.js";
import { isRatio } from "./transform.js";
import type { Contrast, Response } from "./types.js";
import { isDifferent, isWithinMargin, responseOf } from "./verdict.js";
import { numbersOf, placeText, sideText, subjectText, termOf, unitOf } from "./wording.js";

/** What one contrast says: the difference or the ratio, its evidence, and what would settle it where it is open. */
export function contrastSentence(contrast: Contrast, findings: Findings): string {
  const { design } = findings;
  const [position, ...more] = termOf(contrast, design).factors;
  if (more.length > 0) return interactionSentence(contrast, findings);
  const factor = design.factors[position!]!;
  const response = responseOf(contrast, findings.rule);
  const sides = {
    subject: subjectText(response),
    one: sideText(factor, contrast.level),
    other: sideText(factor, contrast.control),
    place: placeText(contrast, design),
  };
  if (contrast.method === "ranks") return ranksSentence(contrast, findings, sides, response);
  if (Number.isNaN(contrast.t)) return bareSentence(contrast, sides, response);
  return isDifferent(contrast, findings.rule)
    ? differsSentence(contrast, findings, sides, response)
    : openSentence(contrast, findings, sides, response);
}

interface Sides {
  readonly subject: string;
  readonly one: string;
  readonly other: string;
  /** Where, and over what it is averaged. */
  readonly place: string;
}

function differsSentence(
  contrast: Contrast,
  findings: Findings,
  { subject, one, other, place }: Sides,
  response: Response,
): string {
  const { difference } = contrast;
  const show = numbersOf(contrast, response);
  const evidence = `(${evidenceText(contrast, findings, show)})`;
  const within = isWithinMargin(contrast, findings.rule)
    ? `, which is within the margin of ${findings.rule.margin} (${equivalenceText(contrast, findings)})`
    : "";
  const said = isRatio(response)
    ? `${isOf(response)} ${show(difference)} times ${thatOf(response)} ${other}`
    : `is ${show(Math.abs(difference))}${unitOf(response)} ${difference > 0 ? "higher" : "lower"} than ${other}`;
  return `${subject} ${one} ${said}${place} ${evidence}${within}.`;
}

function openSentence(
  contrast: Contrast,
  findings: Findings,
  { subject, one, other, place }: Sides,
  response: Response,
): string {
  const show = numbersOf(contrast, response);
  const evidence = evidenceText(contrast, findings, show);
  const { rule } = findings;
  if (isWithinMargin(contrast, rule)) {
    const most = isRatio(response)
      ? `a factor of no more than ${rule.margin}, the margin`
      : `no more than the margin of ${rule.margin}`;
    const verb = response.transform === "logit" ? "differ" : "differs";
    return `${subject} ${one} ${verb} from ${thatOf(response)} ${other} by ${most}${place} (${evidence}; ${equivalenceText(contrast, findings)}).`;
  }
  const size = `the ${isRatio(response) ? "ratio" : "difference"} is ${show(contrast.difference)}${unitOf(response)}`;
  const apart = `${subject} ${one} and ${other} cannot be told apart${place}: ${size} (${evidence}).`;
  return (
    apart +
    unadjustedSentence(contrast, findings, response) +
    seedsSentence(contrast, findings, show)
  );
}

/** Levels without an interval: the runs do not tell how far they spread. */
function bareSentence(
  contrast: Contrast,
  { subject, one, other, place }: Sides,
  response: Response,
): string {
  const operation = isRatio(response) ? "divided by" : "minus";
  const size = numbersOf(contrast, response)(contrast.difference) + unitOf(response);
  return `${subject} ${one} ${operation} ${thatOf(response)} ${other} is ${size}${place}; ${noIntervalReason(contrast)}.`;
}

function noIntervalReason({ standardError, paired, method }: Contrast): string {
  const isModel = method === "additive model" || method === "linear model";
  if (Number.isNaN(standardError))
    return isModel
      ? "the runs leave nothing to tell the noise by, so there is no interval"
      : "a level with one run gives no interval";
  if (isModel) return "the model leaves no residual, so there is no interval";
  const constant = paired
    ? "every pair has the same difference"
    : "the runs of a level are all equal";
  return `${constant}, so there is no interval`;
}

/** Runs that never got there are slower than all that did; how much slower is not known. */
function ranksSentence(
  contrast: Contrast,
  findings: Findings,
  { subject, one, other, place }: Sides,
  response: Response,
): string {
  const { difference, cliffsDelta } = contrast;
  const evidence = `(${evidenceText(contrast, findings, String)})`;
  const more = `${mediansText(contrast, response)}${censoredText(contrast, findings)}`;
  if (!isDifferent(contrast, findings.rule))
    return `${subject} ${one} and ${other} cannot be told apart${place} ${evidence}${more}.`;
  const side = cliffsDelta > 0 ? "higher" : "lower";
  const isClear = !isRatio(response) && Math.sign(difference) === Math.sign(cliffsDelta);
  return `${subject} ${one} ${isClear ? "is" : "tends to be"} ${side} than ${other}${place} ${evidence}${more}.`;
}

function mediansText({ difference, paired }: Contrast, response: Response): string {
  if (Number.isNaN(difference)) return "";
  if (isRatio(response)) {
    const size = formatSignificant(difference, 3);
    return `; the ${paired ? "median ratio of the pairs" : "ratio of their medians"} is ${size}`;
  }
  if (paired) {
    const size = formatSignificant(difference, 3);
    return `; the median difference of the pairs is ${size}${unitOf(response, size)}`;
  }
  const size = formatSignificant(Math.abs(difference), 3);
  return `; their medians differ by ${size}${unitOf(response, size)}`;
}

/** How many runs of either level never got there. */
function censoredText(contrast: Contrast, { cells, design }: Findings): string {
  const { factors, within } = termOf(contrast, design);
  const near = cells.filter(
    (cell) =>
      cell.response === contrast.response &&
      contrast.facets.every((level, position) => cell.facets[position] === level) &&
      within.every((position, index) => cell.levels[position] === contrast.within[index]),
  );
  const counts = [contrast.level, contrast.control].flatMap((level) => {
    const cell = near.find(({ levels }) => levels[factors[0]!] === level);
    return cell !== undefined && cell.never > 0
      ? [
          `${cell.never} of ${countText(cell.runs, "run")} ${sideText(design.factors[factors[0]!]!, level)}`,
        ]
      : [];
  });
  return counts.length > 0 ? `; ${listWords(counts)} never got there` : "";
}

function isOf({ transform }: Response): string {
  return transform === "logit" ? "are" : "is";
}

function thatOf({ transform }: Response): string {
  return transform === "logit" ? "those" : "that";
}
