import type { OptimizerName } from "./optimizers.js";
import type { Trial } from "./train.js";

const OPTIMIZERS: readonly OptimizerName[] = ["sgd", "momentum", "adam"];
const LEARNING_RATES = [0.001, 0.01, 0.1];
const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);
const [hidden, batch_size, epochs] = [32, 16, 100];

/** Every optimizer at every learning rate with ten seeds: 90 trials. */
export const GRID: readonly Trial[] = SEEDS.flatMap((seed) =>
  LEARNING_RATES.flatMap((lr) =>
    OPTIMIZERS.map((optimizer) => ({ optimizer, lr, hidden, batch_size, epochs, seed })),
  ),
);
