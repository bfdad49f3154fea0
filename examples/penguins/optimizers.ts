/** Changes weights in place, one step against a gradient. */
export type Step = (weights: Float64Array, gradient: Float64Array) => void;

/** Makes an optimizer for a number of weights. */
export type CreateOptimizer = (lr: number, size: number) => Step;

/** Plain stochastic gradient descent. */
function sgd(lr: number): Step {
  return (weights, gradient) => {
    for (let i = 0; i < weights.length; i += 1) weights[i]! -= lr * gradient[i]!;
  };
}

/** Descent with a velocity that keeps nine tenths of itself (Polyak 1964). */
function momentum(lr: number, size: number): Step {
  const velocity = new Float64Array(size);
  return (weights, gradient) => {
    for (let i = 0; i < size; i += 1) {
      velocity[i] = 0.9 * velocity[i]! + gradient[i]!;
      weights[i]! -= lr * velocity[i]!;
    }
  };
}

/** Adam with its usual constants (Kingma and Ba 2015, algorithm 1). */
function adam(lr: number, size: number): Step {
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let steps = 0;
  return (weights, gradient) => {
    steps += 1;
    const [unbias1, unbias2] = [1 - beta1 ** steps, 1 - beta2 ** steps];
    for (let i = 0; i < size; i += 1) {
      mean[i] = beta1 * mean[i]! + (1 - beta1) * gradient[i]!;
      square[i] = beta2 * square[i]! + (1 - beta2) * gradient[i]! ** 2;
      weights[i]! -= (lr * (mean[i]! / unbias1)) / (Math.sqrt(square[i]! / unbias2) + epsilon);
    }
  };
}

/** Every optimizer by its name. */
export const OPTIMIZERS = { sgd, momentum, adam } as const satisfies Record<
  string,
  CreateOptimizer
>;

export type OptimizerName = keyof typeof OPTIMIZERS;
