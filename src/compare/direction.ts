import type { Direction } from "./types.js";

const UP = [
  "accuracy",
  "acc",
  "f1",
  "auc",
  "auroc",
  "reward",
  "return",
  "score",
  "precision",
  "recall",
  "bleu",
  "iou",
  "map",
  "r2",
];
const DOWN = [
  "loss",
  "error",
  "err",
  "perplexity",
  "ppl",
  "time",
  "seconds",
  "duration",
  "latency",
  "mse",
  "mae",
  "rmse",
  "nll",
  "wer",
  "cer",
  "fid",
  "regret",
];

/** Whether more of a statistic is better, told from the words of its name; undefined where none tells. */
export function directionOf(statistic: string): Direction | undefined {
  const last = wordsOf(statistic).findLast((word) => UP.includes(word) || DOWN.includes(word));
  if (last === undefined) return undefined;
  return UP.includes(last) ? "up" : "down";
}

/** True for a name that ends in that of a measure: `val_loss`, but not `loss_weight`. */
export function isMeasure(name: string): boolean {
  const last = wordsOf(name).at(-1) ?? "";
  return UP.includes(last) || DOWN.includes(last);
}

function wordsOf(name: string): string[] {
  return name.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).map((word) => word.toLowerCase());
}
