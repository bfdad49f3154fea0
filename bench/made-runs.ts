import { table } from "arquero";
import { type ColumnTable, stats } from "ceteris";

const OPTIMIZERS = ["adam", "sgd", "momentum", "lion"];
const RATES = [0.0001, 0.001, 0.01, 0.1, 1];

/** Runs of a grid: 4 optimizers × 5 values of `lr` × as many seeds as it takes, and the accuracy of each. */
export function gridRuns(count: number): ColumnTable {
  const noise = noiseOf(0);
  const cells = OPTIMIZERS.length * RATES.length;
  return tableOf(count, (run) => {
    const [i, j] = [run % OPTIMIZERS.length, Math.floor(run / OPTIMIZERS.length) % RATES.length];
    const accuracy = 0.7 + 0.02 * i - 0.03 * (j - 2) ** 2 + noise(0.05);
    return { optimizer: OPTIMIZERS[i], lr: RATES[j], seed: Math.floor(run / cells), accuracy };
  });
}

/** Runs of a random search: 6 params, no two runs alike, and the accuracy of each. */
export function searchRuns(count: number): ColumnTable {
  const generator = stats.seededGenerator(1);
  const noise = noiseOf(2);
  return tableOf(count, () => {
    const exponent = -4 + 4 * generator.uniform();
    const depth = 1 + generator.int(4);
    const dropout = 0.1 + 0.4 * generator.uniform();
    return {
      optimizer: OPTIMIZERS[generator.int(OPTIMIZERS.length)],
      lr: 10 ** exponent,
      dropout,
      momentum: 0.5 + 0.5 * generator.uniform(),
      width: 2 ** (4 + generator.int(5)),
      depth,
      accuracy: 0.7 - 0.03 * (exponent + 2) ** 2 + 0.02 * depth * dropout + noise(0.05),
    };
  });
}

/**
 * The runs of some optimizers and seeds, and their loss at every step as `index.statistics()` gives it, beside the
 * optimizer, without which Altair could not draw it.
 */
export function curveRuns(
  count: number,
  steps: number,
): { readonly runs: ColumnTable; readonly long: ColumnTable } {
  const noise = noiseOf(3);
  const runs = tableOf(count, (run) => ({
    id: run + 1,
    optimizer: OPTIMIZERS[run % OPTIMIZERS.length],
    seed: Math.floor(run / OPTIMIZERS.length),
  }));
  const long = tableOf(count * steps, (row) => {
    const [run, step] = [Math.floor(row / steps), row % steps];
    const value = Math.exp(-step / 30) + 0.1 * (run % OPTIMIZERS.length) + noise(0.2);
    const optimizer = OPTIMIZERS[run % OPTIMIZERS.length];
    return { id: run + 1, step, name: "loss", value, optimizer };
  });
  return { runs, long };
}

function noiseOf(seed: number): (width: number) => number {
  const generator = stats.seededGenerator(seed);
  return (width) => width * (generator.uniform() + generator.uniform() - 1);
}

function tableOf(count: number, rowOf: (row: number) => Record<string, unknown>): ColumnTable {
  const rows = Array.from({ length: count }, (_, row) => rowOf(row));
  const names = Object.keys(rows[0] ?? {});
  return table(Object.fromEntries(names.map((name) => [name, rows.map((row) => row[name])])));
}
