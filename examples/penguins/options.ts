import { parseArgs } from "node:util";
import { EPOCHS, SEEDS, type GridSize } from "./grid.js";

/** What the command line may change: the size of the grid, and where everything is written. */
export interface Options extends GridSize {
  readonly output: string;
}

/** Reads `--seeds 2 --epochs 5 --output FOLDER`. */
export function parseOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      seeds: { type: "string", default: String(SEEDS) },
      epochs: { type: "string", default: String(EPOCHS) },
      output: { type: "string", default: "demo-output" },
    },
  });
  return {
    seeds: countOf("--seeds", values.seeds, 2),
    epochs: countOf("--epochs", values.epochs, 1),
    output: values.output,
  };
}

function countOf(option: string, text: string, least: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= least) return count;
  throw new Error(`${option} is "${text}": give a whole number from ${least} up.`);
}
