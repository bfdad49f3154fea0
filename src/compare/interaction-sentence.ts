import { formatSignificant } from "../util/format-number.js";
import { equivalenceText, evidenceText, unadjustedSentence } from "./evidence.js";
import type { Findings } from "./findings.js";
import { levelText } from "./level.js";
import { seedsSentence } from "./seeds-sentence.js";
import { cornersOf, simpleDifferences, type Corner } from "./simple-differences.js";
import { isRatio, measureName } from "./transform.js";
import type { Contrast, Factor, Level, Response } from "./types.js";
import { isDifferent, isWithinMargin, responseOf } from "./verdict.js";
import { factorText, hasNames, numbersOf, placeText, termOf } from "./wording.js";

/** What a difference of differences says: whose advantage over whom changes, from where to where, and by how much. */
export function interactionSentence(contrast: Contrast, findings: Findings): string {
  const response = responseOf(contrast, findings.rule);
  const parts = partsOf(contrast, findings, response);
  if (Number.isNaN(contrast.t)) return bareSentence(contrast, parts, response);
  if (isWithinMargin(contrast, findings.rule))
    return sameSentence(contrast, findings, parts, response);
  if (!isDifferent(contrast, findings.rule))
    return openSentence(contrast, findings, parts, response);
  return changeSentence(contrast, findings, parts, response);
}

interface Parts {
  readonly corners: readonly [Corner, Corner];
  readonly one: string;
  readonly other: string;
  /** `the difference of adam from sgd in acc` */
  readonly what: string;
  /** `lr 0.1` */
  readonly there: string;
  /** `lr 0.01` */
  readonly here: string;
  /** `lr 0.1 than at 0.01` needs the name once. */
  readonly hereAlone: string;
  readonly thereAlone: string;
  readonly place: string;
}

function partsOf(contrast: Contrast, { design }: Findings, response: Response): Parts {
  const term = termOf(contrast, design);
  const [compared, by] = term.factors.map((position) => design.factors[position]!) as [
    Factor,
    Factor,
  ];
  const corners = cornersOf(contrast, term, design) as [Corner, Corner];
  const [one, other] = [corners[0].level, corners[0].control].map((level) =>
    named(compared, level),
  );
  const measure = measureName(response);
  const [thereAlone, hereAlone] = [corners[1].level, corners[1].control].map(levelText);
  return {
    corners,
    one: one!,
    other: other!,
    what: isRatio(response)
      ? `the ${response.transform === "logit" ? "odds ratio" : "ratio"} of ${one} to ${other} in ${measure}`
      : `the difference of ${one} from ${other} in ${measure}`,
    there: `${factorText(by)} ${thereAlone}`,
    here: `${factorText(by)} ${hereAlone}`,
    thereAlone: thereAlone!,
    hereAlone: hereAlone!,
    place: placeText(contrast, design),
  };
}

function named(factor: Factor, level: Level): string {
  return hasNames(factor) ? levelText(level) : `${factorText(factor)} ${levelText(level)}`;
}

function changeSentence(
  contrast: Contrast,
  findings: Findings,
  parts: Parts,
  response: Response,
): string {
  const { design, cells } = findings;
  const simple = simpleDifferences(contrast, parts.corners, cells, design, response);
  const show = numbersOf(contrast, response);
  const evidence = `(${evidenceText(contrast, findings, show)})`;
  const { there, here, hereAlone, thereAlone, place } = parts;
  const what = capital(parts.what);
  const { difference } = contrast;
  if (simple === undefined)
    return isRatio(response)
      ? `${what} is ${show(difference)} times as large at ${there} as at ${hereAlone}${place} ${evidence}.`
      : `${what} is ${show(Math.abs(difference))} ${difference > 0 ? "higher" : "lower"} at ${there} than at ${hereAlone}${place} ${evidence}.`;
  const isOneSided = simple.there * simple.here > 0 && !isRatio(response);
  if (isOneSided && response.direction !== undefined)
    return advantageSentence(contrast, findings, parts, response, simple.here > 0);
  const [by, size] = isRatio(response)
    ? [`by a factor of ${show(difference)}`, (ratio: number) => formatSignificant(ratio, 3)]
    : [`by ${show(difference)}`, show];
  return `${what} goes from ${size(simple.here)} at ${here} to ${size(simple.there)} at ${thereAlone}${place}, ${by} ${evidence}.`;
}

/** Where one level is the better one at both places: how much more so at the first. */
function advantageSentence(
  contrast: Contrast,
  findings: Findings,
  { one, other, there, hereAlone, place }: Parts,
  response: Response,
  isHigher: boolean,
): string {
  const isBetter = isHigher === (response.direction === "up");
  const [better, worse] = isBetter ? [one, other] : [other, one];
  const size = contrast.difference > 0 ? contrast : reversed(contrast);
  const side = contrast.difference > 0 === isHigher ? "larger" : "smaller";
  const show = numbersOf(contrast, response);
  return `The advantage of ${better} over ${worse} in ${measureName(response)} is ${show(size.difference)} ${side} at ${there} than at ${hereAlone}${place} (${evidenceText(size, findings, show)}).`;
}

function reversed(contrast: Contrast): Contrast {
  const { difference, lower, upper, t } = contrast;
  return { ...contrast, difference: -difference, lower: -upper, upper: -lower, t: -t };
}

function openSentence(
  contrast: Contrast,
  findings: Findings,
  { what, there, hereAlone, place }: Parts,
  response: Response,
): string {
  const show = numbersOf(contrast, response);
  const by = `${isRatio(response) ? "a factor of " : ""}${show(contrast.difference)}`;
  return (
    `Whether ${what} is another at ${there} than at ${hereAlone}${place}${place.includes(",") ? "," : ""} cannot be told: it changes by ${by} (${evidenceText(contrast, findings, show)}).` +
    unadjustedSentence(contrast, findings, response) +
    seedsSentence(contrast, findings, show)
  );
}

function sameSentence(
  contrast: Contrast,
  findings: Findings,
  { what, there, hereAlone, place }: Parts,
  response: Response,
): string {
  const evidence = evidenceText(contrast, findings, numbersOf(contrast, response));
  const margin = `${isRatio(response) ? "a factor of " : ""}${findings.rule.margin}`;
  return `${capital(what)} changes by no more than ${margin}, the margin, at ${there} against ${hereAlone}${place} (${evidence}; ${equivalenceText(contrast, findings)}).`;
}

function bareSentence(
  contrast: Contrast,
  { what, there, hereAlone, place }: Parts,
  response: Response,
): string {
  const by = `${isRatio(response) ? "a factor of " : ""}${numbersOf(contrast, response)(contrast.difference)}`;
  return `${capital(what)} changes by ${by} at ${there} against ${hereAlone}${place}; the runs leave nothing to tell the noise by, so there is no interval.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
