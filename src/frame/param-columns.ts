import { mapRuns } from "./map-runs.js";
import type { BatchRuns } from "./run-batch.js";
import { copyValue } from "./copy-value.js";
import { inferColumn } from "./infer-column.js";
import type { ParamsPool } from "./params-pool.js";

/** Names of all params, in order of appearance over the runs. */
export function paramNames(runs: BatchRuns): string[] {
  const names = new Set<string>();
  const seen = new Set<Int32Array>();
  for (let run = 0; run < runs.row.length; run += 1) {
    const { params } = runs.batches[runs.batch[run]!]!;
    const shape = params.shapes[params.shape[runs.row[run]!]!]!;
    if (seen.has(shape)) continue;
    seen.add(shape);
    for (const param of shape) names.add(params.names[param]!);
  }
  return [...names];
}

/**
 * The values of a param, null where a run lacks it, of the type that `inferColumn` finds. Lists, objects and dates are
 * made anew for each cell.
 */
export function paramColumn(runs: BatchRuns, name: string): unknown[] {
  const { distinct, cells } = paramCells(runs, name);
  const inferred = inferColumn(distinct);
  return cells.map((position) => (position < 0 ? null : copyValue(inferred[position])));
}

/** The values of a param as they were recorded, not to be changed; undefined where a run lacks it. */
export function recordedParam(runs: BatchRuns, name: string): unknown[] {
  const { distinct, cells } = paramCells(runs, name);
  return cells.map((position) => distinct[position]);
}

/** The distinct values of a param, and where among them that of each run is; -1 where it has none. */
function paramCells(
  runs: BatchRuns,
  name: string,
): { readonly distinct: readonly unknown[]; readonly cells: readonly number[] } {
  const dictionaries = new Map(
    runs.batches.map(({ params }) => [params, new Dictionary(params, name)]),
  );
  const distinct: unknown[] = [];
  const cells = mapRuns(runs, ({ params }, row) =>
    dictionaries.get(params)!.positionIn(distinct, row),
  );
  return { distinct, cells };
}

/** One param of a batch, as a list of distinct values over batches is gathered. */
class Dictionary {
  readonly #params: ParamsPool;
  readonly #param: number;
  readonly #values: readonly unknown[];
  /** Where each shape has the param; undefined where that was not asked yet. */
  readonly #places: number[] = [];
  /** Where each value is in the list; undefined where it is not yet. */
  readonly #positions: number[] = [];

  constructor(params: ParamsPool, name: string) {
    this.#params = params;
    this.#param = params.names.indexOf(name);
    this.#values = this.#param < 0 ? [] : params.valuesOf(this.#param);
  }

  /** Where the value of a run is in the list, to which it is added where it is not there yet; -1 for none. */
  positionIn(distinct: unknown[], row: number): number {
    const { shapes, shape, first, codes } = this.#params;
    const number = shape[row]!;
    const place = (this.#places[number] ??= shapes[number]!.indexOf(this.#param));
    if (place < 0) return -1;
    const code = codes[first[row]! + place]!;
    return (this.#positions[code] ??= distinct.push(this.#values[code]) - 1);
  }
}
