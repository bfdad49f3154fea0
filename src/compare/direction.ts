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
  const words = statistic
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u)
    .map((word) => word.toLowerCase());
  const last = words.findLast((word) => UP.includes(word) || DOWN.includes(word));
  if (last === undefined) return undefined;
  return UP.includes(last) ? "up" : "down";
}
