import type { ColumnTable } from "arquero";
import type { RunsView } from "../../../compare/runs-view.js";
import { CeterisError } from "../../../util/error.js";
import type { Samples } from "./curve-samples.js";

/** Where the samples of a statistic come from. */
export interface SampleSource {
  /** Statistics that there are. */
  readonly names: Iterable<string>;
  /** Samples of the run in a row; undefined where it has none. */
  readonly of: (row: number) => Samples | undefined;
}

/** Samples from the histories that a table of an Index carries. */
export function historySamples(view: RunsView, statistic: string): SampleSource {
  const roots = view.names.includes("root") ? view.column("root").map(String) : [];
  const histories = roots.map((root) => view.facts?.histories.get(root));
  const samples = histories.map((history) => {
    const series = history?.get(statistic);
    return series && { step: [...series.step], value: [...series.value] };
  });
  const names = new Set(histories.flatMap((history) => [...(history?.keys() ?? [])]));
  return { names, of: (row) => samples[row] };
}

/**
 * Samples from a long table with the columns `id`, `step`, `name` and `value`, in any order; rows without a step or a
 * value are passed over.
 *
 * @throws CeterisError `CHART` where two runs have one id, so that nothing tells whose a sample is.
 */
export function longSamples(long: ColumnTable, view: RunsView, statistic: string): SampleSource {
  const rows = new Map(view.ids.map((id, row) => [id, row]));
  const twice = view.ids.find((id, row) => rows.get(id) !== row);
  if (twice !== undefined)
    throw new CeterisError(
      "CHART",
      `Two runs have the id ${twice}, so their samples cannot be told apart by it; use plot(runs, …), which goes by their folders.`,
    );
  const column = (name: string): unknown[] => Array.from(long.array(name) as ArrayLike<unknown>);
  const byRun = collect(statistic, column("id"), column("name"), column("step"), column("value"));
  const names = new Set(column("name").map(String));
  return { names, of: (row) => byRun.get(view.ids[row]!) };
}

function collect(
  statistic: string,
  ids: readonly unknown[],
  names: readonly unknown[],
  steps: readonly unknown[],
  values: readonly unknown[],
): Map<number, Samples> {
  const pairs = new Map<number, [number, number][]>();
  for (const [index, name] of names.entries()) {
    const [step, value] = [steps[index], values[index]];
    if (name !== statistic || typeof step !== "number" || typeof value !== "number") continue;
    const id = Number(ids[index]);
    if (!pairs.has(id)) pairs.set(id, []);
    pairs.get(id)!.push([step, value]);
  }
  return new Map([...pairs].map(([id, samples]) => [id, sorted(samples)]));
}

function sorted(samples: [number, number][]): Samples {
  const inOrder = samples.toSorted(([a], [b]) => a - b);
  return { step: inOrder.map(([step]) => step), value: inOrder.map(([, value]) => value) };
}
