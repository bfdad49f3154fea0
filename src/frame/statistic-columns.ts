import { mapRuns } from "./map-runs.js";
import type { BatchRuns } from "./run-batch.js";
import { reduceSeries, type Reducer } from "./reduce.js";
import { seriesAt, type SeriesPool } from "./series-pool.js";

/** Names of all statistics, in order of appearance over the runs. */
export function statisticNames(runs: BatchRuns): string[] {
  const names = new Set<string>();
  for (let run = 0; run < runs.row.length; run += 1) {
    const { statistics } = runs.batches[runs.batch[run]!]!;
    const row = runs.row[run]!;
    for (let series = statistics.first[row]!; series < statistics.first[row + 1]!; series += 1)
      names.add(statistics.names[statistics.name[series]!]!);
  }
  return [...names];
}

/** A statistic of each run, reduced to one number; null where the run has none. */
export function statisticColumn(
  runs: BatchRuns,
  statistic: string,
  reducer: Reducer,
): (number | null)[] {
  const numbers = new Map(
    runs.batches.map(({ statistics }) => [statistics, statistics.names.indexOf(statistic)]),
  );
  return mapRuns(runs, ({ statistics }, row) => {
    const series = findSeries(statistics, numbers.get(statistics)!, row);
    return series < 0 ? null : reduceSeries(seriesAt(statistics, series), reducer);
  });
}

function findSeries({ first, name }: SeriesPool, wanted: number, row: number): number {
  for (let series = first[row]!; series < first[row + 1]!; series += 1)
    if (name[series] === wanted) return series;
  return -1;
}
