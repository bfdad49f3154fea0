import type { OptimizerName } from "./optimizers.js";
import type { Trial } from "./train.js";

/** How much is trained. */
export interface GridSize {
  readonly seeds: number;
  readonly epochs: number;
}

export const SEEDS = 10;
export const EPOCHS = 100;
const OPTIMIZERS: readonly OptimizerName[] = ["sgd", "momentum", "adam"];
const LEARNING_RATES = [0.001, 0.01, 0.1];
const [hidden, batch_size] = [32, 16];

/** Every optimizer at every learning rate with every seed: 90 trials of ten seeds. */
export function gridOf({ seeds, epochs }: GridSize): Trial[] {
  return Array.from({ length: seeds }, (_, seed) =>
    LEARNING_RATES.flatMap((lr) =>
      OPTIMIZERS.map((optimizer) => ({ optimizer, lr, hidden, batch_size, epochs, seed })),
    ),
  ).flat();
}
