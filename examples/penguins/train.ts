import { FEATURES, split, type Examples } from "./data.js";
import { createModel, evaluate, gradientOf } from "./model.js";
import { OPTIMIZERS, type OptimizerName } from "./optimizers.js";
import { createRandom, permutation } from "./random.js";

/** The params of one run. */
export interface Trial {
  readonly optimizer: OptimizerName;
  readonly lr: number;
  readonly hidden: number;
  readonly batch_size: number;
  readonly epochs: number;
  /** Decides the split, the first weights and the order of batches, so that runs of one seed form a pair. */
  readonly seed: number;
}

/** What is known after an epoch; losses in nats. */
export interface EpochStatistics {
  readonly epoch: number;
  readonly train_loss: number;
  readonly val_loss: number;
  readonly val_accuracy: number;
}

/** Trains one model, and yields its statistics before the first epoch and after each. */
export function* train(examples: Examples, trial: Trial): Generator<EpochStatistics> {
  const parts = split(examples, trial.seed);
  const model = createModel(FEATURES.length, trial.hidden, trial.seed);
  const step = OPTIMIZERS[trial.optimizer](trial.lr, model.weights.length);
  const random = createRandom(trial.seed, "batches");
  const gradient = new Float64Array(model.weights.length);
  for (let epoch = 0; ; epoch += 1) {
    const validation = evaluate(model, parts.validation);
    const train_loss = evaluate(model, parts.train).loss;
    yield { epoch, train_loss, val_loss: validation.loss, val_accuracy: validation.accuracy };
    if (epoch === trial.epochs) return;
    const order = permutation(parts.train.count, random);
    for (let start = 0; start < order.length; start += trial.batch_size) {
      gradientOf(model, parts.train, order.subarray(start, start + trial.batch_size), gradient);
      step(model.weights, gradient);
    }
  }
}
