import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stats } from "ceteris";
import { measure, timed } from "./measure.js";
import { ROUNDS, sayTimes } from "./progress.js";
import { faster, type Row, runsText } from "./row.js";

const RUNS = 1000;
const FEATURES = 8;
/** Forests of other seeds differ by less. */
const SAME_SHARE = 0.03;

interface Data {
  readonly features: readonly Float64Array[];
  readonly values: Float64Array;
}

/**
 * The importance of params by our forest and by Optuna's, of the same runs.
 *
 * @param runPython - runs a program of `bench/python` where Optuna is installed, and gives what it prints. Optuna is
 * run once: it takes half a minute.
 */
export async function measureFanova(
  runPython: (program: string, args: readonly string[]) => string,
): Promise<Row[]> {
  const { features, values } = drawData();
  const numeric = features.map((column) => ({ values: column, kind: "numeric" as const }));
  const time = await measure(ROUNDS, {
    whole: timed(() => stats.fanova(numeric, values)),
    withoutIntervals: timed(() => stats.fanova(numeric, values, { bags: 0 })),
  });
  const optuna = askOptuna({ features, values }, runPython);
  checkShares(stats.fanova(numeric, values, { bags: 0 }), optuna.shares);
  sayTimes({ ...time, optuna: optuna.milliseconds });
  const what = `\`stats.fanova()\`, ${runsText(RUNS)} × ${FEATURES} params, 28 pairs`;
  const against = "Optuna's `FanovaImportanceEvaluator`, no pairs";
  return [
    faster(`${what}, intervals`, against, optuna.milliseconds / time.whole, 10),
    faster(what, against, optuna.milliseconds / time.withoutIntervals, 10),
  ];
}

/** A random search: four params that matter alone, two of them together too, and four that do not. */
function drawData(): Data {
  const generator = stats.seededGenerator(0);
  const features = Array.from({ length: FEATURES }, () =>
    Float64Array.from({ length: RUNS }, () => generator.uniform()),
  );
  const [a, b, c, d] = features as [Float64Array, Float64Array, Float64Array, Float64Array];
  const values = a.map(
    (x, run) =>
      3 * x +
      2 * b[run]! +
      2 * c[run]! * d[run]! +
      Math.sin(6 * d[run]!) +
      0.3 * generator.normal(),
  );
  return { features, values };
}

function askOptuna(
  { features, values }: Data,
  runPython: (program: string, args: readonly string[]) => string,
): { readonly milliseconds: number; readonly shares: readonly number[] } {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  try {
    const file = join(folder, "data.json");
    const columns = features.map((column) => [...column]);
    writeFileSync(file, JSON.stringify({ features: columns, values: [...values] }));
    const output = runPython("fanova.py", [file]);
    const [milliseconds, shares] = JSON.parse(output) as [number, number[]];
    return { milliseconds, shares };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A fast answer that is another one would be no match. */
function checkShares(ours: stats.Fanova, theirs: readonly number[]): void {
  for (const [feature, share] of theirs.entries()) {
    const own = ours.importances[feature]!.share;
    if (!(Math.abs(own - share) < SAME_SHARE))
      throw new Error(`Optuna gives param ${feature} the share ${share}, and fanova ${own}.`);
  }
}
