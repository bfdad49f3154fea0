import { stats } from "ceteris";
import type { Share } from "./shares-table.js";

const SIZES = [3, 5, 10];

/** A distribution to draw from, and its mean. */
interface Law {
  readonly data: string;
  readonly draw: (generator: stats.Generator) => number;
  readonly mean: number;
}

const NORMAL: Law = { data: "normal", draw: (generator) => generator.normal(), mean: 0 };
const LOGNORMAL: Law = {
  data: "lognormal",
  draw: (generator) => Math.exp(generator.normal()),
  mean: Math.exp(0.5),
};

interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The interval of one set of simulated values, and what it is to cover. */
interface Procedure {
  readonly what: string;
  readonly interval: (law: Law, n: number, generator: stats.Generator) => Interval;
  readonly truth: (law: Law) => number;
}

const none = (): number => 0;

const WELCH: Procedure = {
  what: "Welch's t, two levels",
  interval: (law, n, generator) =>
    stats.welch(sample(law, n, generator), sample(law, n, generator)),
  truth: none,
};

const PAIRED: Procedure = {
  what: "paired t, two levels that share seeds",
  interval: (law, n, generator) => {
    const seeds = sample(law, n, generator);
    return stats.pairedT(addNoise(law, seeds, generator), addNoise(law, seeds, generator));
  },
  truth: none,
};

const BOOTSTRAP_DIFFERENCE: Procedure = {
  what: "percentile bootstrap, two levels, for contrast",
  interval: (law, n, generator) =>
    stats.bootstrap([sample(law, n, generator), sample(law, n, generator)], "difference of means", {
      method: "percentile",
      resamples: 2000,
      generator,
    }),
  truth: none,
};

const MEAN: Procedure = {
  what: "t, the mean of a cell",
  interval: (law, n, generator) => stats.tInterval(sample(law, n, generator)),
  truth: ({ mean }) => mean,
};

const BOOTSTRAP_MEAN: Procedure = {
  what: "percentile bootstrap, the mean of a cell, for contrast",
  interval: (law, n, generator) =>
    stats.bootstrap(sample(law, n, generator), "mean", {
      method: "percentile",
      resamples: 2000,
      generator,
    }),
  truth: ({ mean }) => mean,
};

const LEVELS = 3;

const BLOCKS: Procedure = {
  what: "pooled t, two of three levels that share seeds",
  interval: (law, n, generator) => {
    const seeds = sample(law, n, generator);
    const values = Array.from({ length: LEVELS }, () => addNoise(law, seeds, generator)).flat();
    const cells = values.map((_, i) => Math.floor(i / n));
    const blocks = values.map((_, i) => i % n);
    return stats.cellMeansModel(values, cells, blocks).contrast([-1, 1, 0]);
  },
  truth: none,
};

/** How often levels that do not differ are said to, at 5%: their interval excludes 0. */
export function falseAlarms(simulations: number): Share[] {
  const procedures = [WELCH, PAIRED, BLOCKS, BOOTSTRAP_DIFFERENCE];
  return coverages(procedures, simulations).map((row) => ({ ...row, share: 1 - row.share }));
}

/** How often a 95% interval holds the true value. */
export function coverage(simulations: number): Share[] {
  return coverages([MEAN, WELCH, PAIRED, BLOCKS, BOOTSTRAP_MEAN], simulations);
}

function coverages(procedures: readonly Procedure[], simulations: number): Share[] {
  return procedures.flatMap((procedure) =>
    [NORMAL, LOGNORMAL].flatMap((law) =>
      SIZES.map((n) => ({
        what: procedure.what,
        data: law.data,
        n,
        share: shareCovered(procedure, law, n, simulations),
      })),
    ),
  );
}

function shareCovered(
  { interval, truth }: Procedure,
  law: Law,
  n: number,
  simulations: number,
): number {
  const generator = stats.seededGenerator(n);
  const value = truth(law);
  let covered = 0;
  for (let i = 0; i < simulations; i += 1) {
    const { lower, upper } = interval(law, n, generator);
    if (lower <= value && value <= upper) covered += 1;
  }
  return covered / simulations;
}

function sample({ draw }: Law, n: number, generator: stats.Generator): Float64Array {
  return Float64Array.from({ length: n }, () => draw(generator));
}

/** What the seeds bring, and as much that they do not. */
function addNoise(law: Law, seeds: Float64Array, generator: stats.Generator): number[] {
  return Array.from(seeds, (effect) => effect + law.draw(generator));
}
