import type { Comparison } from "../compare/comparison.js";
import { listWords } from "../util/list-words.js";
import { countText } from "../util/count-text.js";
import { percentText, rangeText, unitOfValues } from "./words.js";

/** `val_accuracy by optimizer and lr`. */
export function comparisonTitle({ design }: Comparison): string {
  const responses = listWords(design.responses.map(({ name }) => name));
  const factors = listWords(design.factors.map(({ name }) => name));
  return factors === "" ? responses : `${responses} by ${factors}`;
}

/** `n = 8 runs per level, paired by seed`: sizes and pairing. */
export function sizeAndPairing(comparison: Comparison): string {
  return [sizeWords(comparison), pairingWords(comparison)].filter((part) => part !== "").join(", ");
}

/** What else a subtitle owes its reader: what was averaged over, and what is missing. */
export function designSentences({ cells, design }: Comparison): string[] {
  const failed = cells.reduce((sum, cell) => sum + cell.failed, 0);
  const missing =
    unitOfValues(design) === "seed"
      ? `${countText(failed, "seed")} left out, as a run of theirs failed or has no finite value`
      : `${countText(failed, "run")} failed or ${failed === 1 ? "has" : "have"} no finite value`;
  return [
    ...design.averagedOver.map((note) => `Each value is the ${note}`),
    failed === 0 ? "" : missing,
  ];
}

/** `mean and 95% t interval`, or `mean` where one run per level gives no interval. */
export function intervalWords({ cells, design }: Comparison): string {
  const hasInterval = cells.some(({ lower }) => Number.isFinite(lower));
  return hasInterval ? `mean and ${percentText(design.confidence)} t interval` : "mean";
}

function sizeWords({ cells, design }: Comparison): string {
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
