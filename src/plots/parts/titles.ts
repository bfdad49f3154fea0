import type { Comparison } from "../../compare/comparison.js";
import { measureName } from "../../compare/transform.js";
import { listWords } from "../../util/list-words.js";
import { countText } from "../../util/count-text.js";
import { hasCensored } from "./censored-marks.js";
import { areBlockMeans, percentText, rangeText, unitOfValues } from "./words.js";

/** `val_accuracy by optimizer and lr`, in the units that are drawn: `val_loss` of `log(val_loss)`. */
export function comparisonTitle({ design }: Comparison): string {
  const responses = listWords(design.responses.map(measureName));
  const factors = listWords(design.factors.map(({ name }) => name));
  return factors === "" ? responses : `${responses} by ${factors}`;
}

/** `n = 8 runs per level, paired by seed`: sizes and pairing. */
export function sizeAndPairing(comparison: Comparison): string {
  return [sizeWords(comparison), pairingWords(comparison)].filter((part) => part !== "").join(", ");
}

/** What else a subtitle owes its reader: what was averaged over, and what is missing. */
export function designSentences(comparison: Comparison): string[] {
  const { cells, design } = comparison;
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0);
  const unit = unitOfValues(design);
  const missing =
    unit === "run" || areBlockMeans(design)
      ? `${countText(failed, "run")} failed or ${failed === 1 ? "has" : "have"} no finite value`
      : `${countText(failed, unit)} left out, as a run of theirs failed or has no finite value`;
  return [
    ...design.averagedOver.map((note) => `Each value is the ${note}`),
    censoredSentence(comparison),
    failed === 0 ? "" : missing,
  ];
}

/** How many runs never came where `stepsTo` waits for them; empty where all did. */
function censoredSentence({ cells, design }: Comparison): string {
  const some = cells.filter(({ censored }) => censored > 0);
  if (some.length === 0) return "";
  const responses = new Set(some.map(({ response }) => response));
  const all = cells.filter(({ response }) => responses.has(response));
  const never = some.reduce((sum, { censored }) => sum + censored, 0);
  const size = all.reduce((sum, { n }) => sum + n, 0);
  return `${never} of ${countText(size, unitOfValues(design))} never got there`;
}

/** `mean and 95% t interval`, or `mean` where one run per level gives no interval. */
export function intervalWords(comparison: Comparison): string {
  const { cells, design } = comparison;
  const hasInterval = cells.some(({ lower }) => Number.isFinite(lower));
  const centre = centreWord(comparison);
  return hasInterval ? `${centre} and ${percentText(design.confidence)} t interval` : centre;
}

/** What the estimates are: means, unless a response is transformed or has censored runs. */
function centreWord({ cells, design }: Comparison): string {
  if (hasCensored(cells)) return "median";
  const scales = new Set(design.responses.map(({ transform }) => transform));
  if (scales.has("logit")) return "mean on the logit scale";
  return [...scales].every((scale) => scale !== undefined) ? "geometric mean" : "mean";
}

/** `n = 8 runs per level`. */
export function sizeWords({ cells, design }: Comparison): string {
  const sizes = cells.map(({ n }) => n);
  if (sizes.length === 0) return "";
  const unit = unitOfValues(design);
  const counts = rangeText(sizes);
  const each = ["", " per level"][design.factors.length] ?? " per cell";
  return `n = ${counts} ${counts === "1" ? unit : `${unit}s`}${each}`;
}

function pairingWords({ design, differences }: Comparison): string {
  if (differences.length === 0 || design.block === undefined) return "";
  const paired = differences.filter((one) => one.paired).length;
  if (paired === 0) return "not paired";
  return paired === differences.length
    ? `paired by ${design.block}`
    : `paired by ${design.block} where levels share seeds`;
}
