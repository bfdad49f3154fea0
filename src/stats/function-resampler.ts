import { forEachMultiset, multisetCount } from "./multisets.js";
import type { Resampler } from "./resampler.js";

/** Columns of values whose rows belong together: one column where the samples are not paired. */
type Rows = readonly Float64Array[];

/** Puts row `from[i]` of the columns at `i` of the buffers. */
function gather(columns: Rows, buffers: Rows, from: Uint32Array): void {
  for (let column = 0; column < columns.length; column += 1) {
    const values = columns[column]!;
    const buffer = buffers[column]!;
    for (let i = 0; i < from.length; i += 1) buffer[i] = values[from[i]!]!;
  }
}

/**
 * Any statistic of samples.
 *
 * The statistic is given the same arrays for every resample, filled anew: it may change them, and must not keep them.
 *
 * @param isPaired - the samples have one size, and `samples[0][i]`, `samples[1][i]`… stay together.
 */
export function functionResampler(
  samples: readonly Float64Array[],
  statistic: (...samples: Float64Array[]) => number,
  isPaired: boolean,
): Resampler {
  const groups: readonly Rows[] = isPaired ? [samples] : samples.map((sample) => [sample]);
  const buffers = groups.map((columns) => columns.map((column) => column.slice()));
  const resample = buffers.flat();
  const picks = groups.map(([column]) => new Uint32Array(column?.length ?? 0));
  const estimate = statistic(...samples.map((sample) => sample.slice()));
  return {
    estimate,
    magnitude: Math.abs(estimate),
    draw: (resamples, generator) =>
      new Float64Array(resamples).map(() => {
        for (let group = 0; group < groups.length; group += 1) {
          const from = picks[group]!;
          for (let i = 0; i < from.length; i += 1) from[i] = generator.int(from.length);
          gather(groups[group]!, buffers[group]!, from);
        }
        return statistic(...resample);
      }),
    list: () => {
      const sizes = picks.map((from) => multisetCount(from.length));
      const values = new Float64Array(sizes.reduce((product, size) => product * size, 1));
      const counts = new Float64Array(values.length);
      let next = 0;
      const walk = (group: number, orders: number): void => {
        const from = picks[group];
        if (!from) {
          // The statistic may have changed what it was given.
          groups.forEach((columns, i) => gather(columns, buffers[i]!, picks[i]!));
          values[next] = statistic(...resample);
          counts[next] = orders;
          next += 1;
          return;
        }
        forEachMultiset(from.length, (times, ways) => {
          let end = 0;
          for (let i = 0; i < times.length; i += 1) from.fill(i, end, (end += times[i]!));
          walk(group + 1, orders * ways);
        });
      };
      walk(0, 1);
      return { values, counts };
    },
    leaveOneOut: () =>
      groups.map((columns, group) =>
        columns[0]!.map((_, omitted) => {
          const shorter = groups.map((others, i) =>
            others.map((column) =>
              i === group ? column.filter((__, row) => row !== omitted) : column.slice(),
            ),
          );
          return statistic(...shorter.flat());
        }),
      ),
  };
}
