import { formatP } from "../util/format-number.js";
import { countedText } from "./evidence.js";
import type { Findings } from "./findings.js";
import { atText } from "./level.js";
import type { Contrast } from "./types.js";
import { factorText, termOf } from "./wording.js";

/** Rounding aside, ties at least double the smallest p, or leave it as it is. */
const TIED = 1.5;

/**
 * Says how far an exact test could go, and where, if it could not reach the level of significance at all; else if it could
 * not for so many contrasts together.
 */
export function smallestPNotes(findings: Findings): string[] {
  const { differences, rule } = findings;
  const tested = differences.filter(({ p }) => !Number.isNaN(p));
  const short = tested.filter(({ pSmallest }) => pSmallest > 1 - rule.confidence);
  const isAll = short.length === tested.length;
  if (short.length === 0) return familyNote(tested, findings);
  const byRanks = short.filter(({ method }) => method === "ranks");
  const others = short.filter(({ method }) => method !== "ranks");
  return [others, byRanks].flatMap((group) => {
    if (group.length === 0) return [];
    const fewest = group.reduce((a, b) => (a.pSmallest > b.pSmallest ? a : b));
    return [noteOf(fewest, isAll ? "" : placeOf(fewest, findings), "", findings)];
  });
}

/** Holm's and Hommel's smallest p is the smallest of all times their number, at the least. */
function familyNote(tested: readonly Contrast[], findings: Findings): string[] {
  const { design, rule } = findings;
  const isStepped = design.adjusted === "Holm" || design.adjusted === "Hommel";
  if (!isStepped || tested.length < 2) return [];
  const most = tested.reduce((a, b) => (a.pSmallest < b.pSmallest ? a : b));
  const together = Math.min(1, most.pSmallest * tested.length);
  const isShort = tested.every(({ pSmallest }) => pSmallest * tested.length > 1 - rule.confidence);
  const adjusted = `, which is ${formatP(together).replace("= ", "")} after ${design.adjusted}`;
  return isShort ? [noteOf(most, "", adjusted, findings)] : [];
}

function noteOf(contrast: Contrast, place: string, adjusted: string, { design }: Findings): string {
  const { method, pSmallest } = contrast;
  const [test, result] =
    method === "ranks"
      ? ["a test by ranks", "so no difference can be found there"]
      : ["an exact test", "so the t tests rest on normality"];
  const ties = pSmallest > TIED * untiedFloor(contrast) ? ", some of them tied," : "";
  return `With ${countedText(contrast, design)}${place}${ties} ${test} cannot go below p ${formatP(pSmallest)}${adjusted}, ${result}.`;
}

/** ` at lr 0.3` */
function placeOf(contrast: Contrast, { design }: Findings): string {
  const factors = termOf(contrast, design).within.map((position) => design.factors[position]!);
  const names = [...design.facets, ...factors].map(factorText);
  return atText(names, [...contrast.facets, ...contrast.within]);
}

/** The smallest two-sided p without ties: of all signs, or of all ways to choose the runs of a level. */
function untiedFloor({ paired, n, sizes }: Contrast): number {
  if (paired) return 2 ** (1 - n);
  let choices = 1;
  for (let k = 1; k <= sizes[0]; k += 1) choices *= (n - sizes[0] + k) / k;
  return 2 / choices;
}
