import type { Generator } from "./generator.js";
import { probabilityOfImprovement } from "./probability-of-improvement.js";
import type { Scores } from "./scores.js";
import {
  areWhole,
  drawMeasures,
  NO_INTERVAL,
  type StratifiedInterval,
  stratifiedInterval,
  type StratifiedOptions,
  widening,
} from "./stratified-resampling.js";

/** The pairs of runs of one task, and how often each run is drawn. */
interface Contest {
  /** Row by row: 1 where the run of `a` wins, 0.5 for a tie. */
  readonly wins: Float64Array;
  readonly weightsA: Float64Array;
  readonly weightsB: Float64Array;
}

function contest(a: ArrayLike<number>, b: ArrayLike<number>): Contest {
  const second = Array.from(b);
  return {
    wins: Float64Array.from(
      Array.from(a).flatMap((x) => second.map((y) => (x > y ? 1 : x === y ? 0.5 : 0))),
    ),
    weightsA: new Float64Array(a.length),
    weightsB: new Float64Array(b.length),
  };
}

/** How often a resample has each of the runs, with the deviation from once widened. */
function drawWeights(
  weights: Float64Array,
  generator: Generator,
  options: StratifiedOptions,
): void {
  const factor = widening(weights.length, options);
  weights.fill(1 - factor);
  for (let i = 0; i < weights.length; i += 1) weights[generator.int(weights.length)]! += factor;
}

/** The share of wins in a resample. */
function shareOfWins({ wins, weightsA, weightsB }: Contest): number {
  const width = weightsB.length;
  let won = 0;
  for (let i = 0; i < weightsA.length; i += 1) {
    let row = 0;
    for (let j = 0; j < width; j += 1) row += weightsB[j]! * wins[i * width + j]!;
    won += weightsA[i]! * row;
  }
  return won / wins.length;
}

/**
 * The chance that a run of `a` scores higher than a run of `b` on the same task, averaged over tasks, with its
 * stratified bootstrap interval: the runs of both methods are resampled on their own within every task. See
 * `stratifiedBootstrap`; here it is the weights of the runs whose deviations are widened, and the result kept within
 * [0, 1]. rliable: `probability_of_improvement` with `get_interval_estimates`.
 *
 * NaN, too, where the tasks of `a` and `b` do not match.
 *
 * @param a - one array a task, with one value a run; the numbers of runs may differ.
 */
export function probabilityOfImprovementInterval(
  a: Scores,
  b: Scores,
  options: StratifiedOptions = {},
): StratifiedInterval {
  if (a.length !== b.length || !areWhole(a) || !areWhole(b)) return NO_INTERVAL;
  const contests = a.map((task, i) => contest(task, b[i]!));
  const [replicates] = drawMeasures(1, options, (generator, into) => {
    let sum = 0;
    for (const task of contests) {
      drawWeights(task.weightsA, generator, options);
      drawWeights(task.weightsB, generator, options);
      sum += shareOfWins(task);
    }
    into[0] = Math.min(1, Math.max(0, sum / contests.length));
  });
  const estimate = probabilityOfImprovement(a, b);
  return stratifiedInterval([...a, ...b], estimate, estimate, replicates!, options);
}
