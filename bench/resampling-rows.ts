import { stats } from "ceteris";
import { bestOf } from "./best-of.js";
import { sayTimes } from "./progress.js";
import { faster, type Row } from "./row.js";

/** Runs a program of `bench/python` where rliable and scipy are installed, and gives what it prints. */
export type RunPython = (program: string, args: readonly string[]) => string;

const METHODS = 5;
const TASKS = 26;
const RUNS = 5;
const SCORE_RESAMPLES = 2000;

/** The four measures over tasks with their intervals, by us and by rliable, of the same scores. */
export function rliableRows(runPython: RunPython): Row[] {
  const methods = drawScores();
  const intervals = (): stats.AggregateIntervals[] =>
    methods.map((scores) => stats.aggregateIntervals(scores, { resamples: SCORE_RESAMPLES }));
  const ours = bestOf(10, intervals);
  const theirs = JSON.parse(
    runPython("rliable_bootstrap.py", [String(SCORE_RESAMPLES), JSON.stringify(methods)]),
  ) as { milliseconds: number; estimates: number[][] };
  for (const [i, { mean, median, iqm, optimalityGap }] of intervals().entries())
    for (const [j, measure] of [mean, median, iqm, optimalityGap].entries())
      checkClose("rliable", measure.estimate, theirs.estimates[i]![j]!, 1e-9);
  sayTimes({ ours, rliable: theirs.milliseconds });
  return [
    faster(
      `\`stats.aggregateIntervals()\`, 4 measures, ${METHODS} methods × ${TASKS} tasks × ${RUNS} runs, 2,000 resamples`,
      "rliable's `get_interval_estimates`",
      theirs.milliseconds / ours,
      1,
    ),
  ];
}

function drawScores(): number[][][] {
  const generator = stats.seededGenerator(0);
  const draw = (scale: number): number => scale * Math.exp(0.5 * generator.normal());
  return Array.from({ length: METHODS }, () =>
    Array.from({ length: TASKS }, (_, task) =>
      Array.from({ length: RUNS }, () => draw((task + 1) / TASKS)),
    ),
  );
}

const RESAMPLES = 10_000;
const LARGE = 50;
const SMALL = 10;

interface Measured<Found> {
  readonly milliseconds: number;
  readonly found: Found;
}

interface ScipyTimes {
  readonly percentile: Measured<[number, number]>;
  readonly bca: Measured<[number, number]>;
  readonly exact: Measured<number>;
  readonly drawn: Measured<number>;
}

/** Bootstrap and permutation test of the difference of two means, by us and by scipy, of the same values. */
export function scipyRows(runPython: RunPython): Row[] {
  const generator = stats.seededGenerator(1);
  const draw = (n: number, shift: number): number[] =>
    Array.from({ length: n }, () => generator.normal() + shift);
  const small = [draw(SMALL, 0), draw(SMALL, 0.8)] as const;
  const large = [draw(LARGE, 0), draw(LARGE, 0.4)] as const;
  const interval = (method: "percentile" | "bca"): stats.Bootstrap =>
    stats.bootstrap(large, "difference of means", { method, resamples: RESAMPLES });
  const ours = {
    percentile: bestOf(30, () => interval("percentile")),
    bca: bestOf(30, () => interval("bca")),
    exact: bestOf(10, () => stats.permutationTest(...small)),
    drawn: bestOf(20, () => stats.permutationTest(...large, { draws: RESAMPLES })),
  };
  const args = [String(RESAMPLES), JSON.stringify({ small, large })];
  const theirs = JSON.parse(runPython("scipy_resampling.py", args)) as ScipyTimes;
  for (const method of ["percentile", "bca"] as const) {
    // An end of 10,000 resamples is known to about 3% of the standard error, here 0.2, on both sides.
    checkClose(`scipy's ${method}`, interval(method).lower, theirs[method].found[0], 0.04);
    checkClose(`scipy's ${method}`, interval(method).upper, theirs[method].found[1], 0.04);
  }
  checkClose("scipy's p", stats.permutationTest(...small).p, theirs.exact.found, 1e-9);
  checkClose("scipy's p", stats.permutationTest(...large).p, theirs.drawn.found, 0.02);
  const ratio = (name: keyof ScipyTimes): number => theirs[name].milliseconds / ours[name];
  sayTimes({
    ...ours,
    ...Object.fromEntries(
      Object.entries(theirs).map(([name, { milliseconds }]: [string, Measured<unknown>]) => [
        `scipy's ${name}`,
        milliseconds,
      ]),
    ),
  });
  const bootstrap = `difference of means, ${LARGE} v ${LARGE}, 10,000 resamples`;
  return [
    faster(
      `\`stats.bootstrap()\`, percentile, ${bootstrap}`,
      "scipy's `bootstrap`, vectorized",
      ratio("percentile"),
      5,
    ),
    faster(
      `\`stats.bootstrap()\`, BCa, ${bootstrap}`,
      "scipy's `bootstrap`, vectorized",
      ratio("bca"),
      5,
    ),
    faster(
      `\`stats.permutationTest()\`, ${SMALL} v ${SMALL}, exact`,
      "scipy's `permutation_test`, vectorized",
      ratio("exact"),
      1,
    ),
    faster(
      `\`stats.permutationTest()\`, ${LARGE} v ${LARGE}, 10,000 draws`,
      "scipy's `permutation_test`, vectorized",
      ratio("drawn"),
      1,
    ),
  ];
}

/** A fast answer that is another one would be no match. */
function checkClose(whose: string, ours: number, theirs: number, tolerance: number): void {
  if (!(Math.abs(ours - theirs) <= tolerance))
    throw new Error(
      `We find ${ours}, ${whose} is ${theirs}: they differ by more than ${tolerance}.`,
    );
}
