import type { Examples } from "./data.js";
import { createRandom } from "./random.js";

/**
 * A network with one hidden layer of tanh units and a logistic output. All weights lie in one array, which is what
 * optimizers step: for each hidden unit its weights and its bias, then those of the output.
 */
export interface Model {
  readonly inputs: number;
  readonly hidden: number;
  readonly weights: Float64Array;
}

/** A model with random weights of deviation 1/√inputs per layer, the same for the same seed. */
export function createModel(inputs: number, hidden: number, seed: number): Model {
  const random = createRandom(seed, "weights");
  const weights = new Float64Array(hidden * (inputs + 1) + hidden + 1);
  const outputs = hidden * (inputs + 1);
  for (let index = 0; index < outputs; index += 1) {
    const isBias = index % (inputs + 1) === inputs;
    weights[index] = isBias ? 0 : uniform(random) / Math.sqrt(inputs);
  }
  for (let unit = 0; unit < hidden; unit += 1)
    weights[outputs + unit] = uniform(random) / Math.sqrt(hidden);
  return { inputs, hidden, weights };
}

/** Of mean 0 and deviation 1. */
function uniform(random: () => number): number {
  return (random() * 2 - 1) * Math.sqrt(3);
}

/** The model's score of one row: the log odds of class 1. Leaves the hidden units' values in `activations`. */
function score(model: Model, x: Float64Array, row: number, activations: Float64Array): number {
  const { inputs, hidden, weights } = model;
  const outputs = hidden * (inputs + 1);
  let sum = weights[outputs + hidden]!;
  for (let unit = 0; unit < hidden; unit += 1) {
    const start = unit * (inputs + 1);
    let input = weights[start + inputs]!;
    for (let feature = 0; feature < inputs; feature += 1) {
      input += weights[start + feature]! * x[row * inputs + feature]!;
    }
    const activation = Math.tanh(input);
    activations[unit] = activation;
    sum += weights[outputs + unit]! * activation;
  }
  return sum;
}

/** Writes the mean gradient of the loss over some rows into `gradient`, by backpropagation. */
export function gradientOf(
  model: Model,
  { x, y }: Examples,
  rows: Uint32Array,
  gradient: Float64Array,
): void {
  const { inputs, hidden, weights } = model;
  const outputs = hidden * (inputs + 1);
  const activations = new Float64Array(hidden);
  gradient.fill(0);
  for (const row of rows) {
    const error = (sigmoid(score(model, x, row, activations)) - y[row]!) / rows.length;
    gradient[outputs + hidden]! += error;
    for (let unit = 0; unit < hidden; unit += 1) {
      const activation = activations[unit]!;
      const start = unit * (inputs + 1);
      const back = error * weights[outputs + unit]! * (1 - activation * activation);
      gradient[outputs + unit]! += error * activation;
      gradient[start + inputs]! += back;
      for (let feature = 0; feature < inputs; feature += 1) {
        gradient[start + feature]! += back * x[row * inputs + feature]!;
      }
    }
  }
}

/** How good a model is on examples. */
export interface Evaluation {
  /** Mean cross-entropy, in nats. */
  readonly loss: number;
  /** Share of rows whose class is the more probable one. */
  readonly accuracy: number;
}

export function evaluate(model: Model, { count, x, y }: Examples): Evaluation {
  const activations = new Float64Array(model.hidden);
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < count; row += 1) {
    const signed = score(model, x, row, activations) * (y[row] === 1 ? 1 : -1);
    loss += Math.max(-signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
    if (signed > 0) correct += 1;
  }
  return { loss: loss / count, accuracy: correct / count };
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
