import { table, type ColumnTable } from "arquero";
import type { Series } from "../util/series.js";
import type { BatchRuns } from "./run-batch.js";
import { checkStatistics } from "./check-statistics.js";
import { ComputedColumn } from "./computed-column.js";
import { seriesAt } from "./series-pool.js";

/** A series as a part of a long table. */
export interface SeriesPiece {
  /** Id of the run. */
  readonly id: number;
  readonly name: string;
  readonly series: Series;
}

/** A series as one file has it, before the files of a run are put together. */
export interface RawPiece extends SeriesPiece {
  /** The file, relative to the run's directory. */
  readonly file: string;
}

/**
 * Makes the long table of statistics: `id` of the run, `step`, `time` (Date or null), `name`, `value`; a row per
 * sample, by run, then by name, then by step. `step` is null for a value that was recorded without one.
 *
 * @param names - The statistics that are wanted; all of them by default.
 * @throws CeterisError `USAGE` for a statistic that none of the runs has.
 */
export function statisticsTable(runs: BatchRuns, names?: readonly string[]): ColumnTable {
  return table(longColumns(wanted(piecesOf(runs), names)));
}

/** As `statisticsTable`, of the given pieces in their order, and with the column `file`. */
export function rawStatisticsTable(
  pieces: readonly RawPiece[],
  names?: readonly string[],
): ColumnTable {
  const rows = wanted(pieces, names);
  const columns = longColumns(rows);
  columns.set(
    "file",
    textColumn(rows, ({ file }) => file),
  );
  return table(columns);
}

function wanted<Piece extends SeriesPiece>(
  pieces: readonly Piece[],
  names: readonly string[] | undefined,
): readonly Piece[] {
  if (!names) return pieces;
  checkStatistics(names, [...new Set(pieces.map(({ name }) => name))]);
  const set = new Set(names);
  return pieces.filter(({ name }) => set.has(name));
}

function piecesOf(runs: BatchRuns): SeriesPiece[] {
  const pieces: SeriesPiece[] = [];
  for (const [run, row] of runs.row.entries()) {
    const { id, statistics } = runs.batches[runs.batch[run]!]!;
    for (let at = statistics.first[row]!; at < statistics.first[row + 1]!; at += 1)
      pieces.push({
        id: id[row]!,
        name: statistics.names[statistics.name[at]!]!,
        series: seriesAt(statistics, at),
      });
  }
  return pieces;
}

function longColumns(pieces: readonly SeriesPiece[]): Map<string, unknown> {
  const step = joined(pieces, ({ series }) => series.step);
  return new Map<string, unknown>([
    ["id", idColumn(pieces)],
    ["step", step.includes(NaN) ? stepColumn(step) : step],
    ["time", timeColumn(joined(pieces, ({ series }) => series.time))],
    ["name", textColumn(pieces, ({ name }) => name)],
    ["value", joined(pieces, ({ series }) => series.value)],
  ]);
}

function joined(
  pieces: readonly SeriesPiece[],
  samplesOf: (piece: SeriesPiece) => Float64Array,
): Float64Array {
  const samples = new Float64Array(rowsOf(pieces));
  let row = 0;
  for (const piece of pieces) {
    samples.set(samplesOf(piece), row);
    row += piece.series.value.length;
  }
  return samples;
}

function idColumn(pieces: readonly SeriesPiece[]): Float64Array {
  const ids = new Float64Array(rowsOf(pieces));
  let row = 0;
  for (const { id, series } of pieces) ids.fill(id, row, (row += series.value.length));
  return ids;
}

function rowsOf(pieces: readonly SeriesPiece[]): number {
  return pieces.reduce((sum, { series }) => sum + series.value.length, 0);
}

function stepColumn(steps: Float64Array): ComputedColumn<number | null> {
  return new ComputedColumn(steps.length, (row) => {
    const step = steps[row]!;
    return Number.isNaN(step) ? null : step;
  });
}

function timeColumn(seconds: Float64Array): ComputedColumn<Date | null> {
  return new ComputedColumn(seconds.length, (row) => {
    const time = seconds[row]!;
    return Number.isNaN(time) ? null : new Date(time * 1000);
  });
}

/** A text of each piece, once for all its rows. */
function textColumn<Piece extends SeriesPiece>(
  pieces: readonly Piece[],
  textOf: (piece: Piece) => string,
): ComputedColumn<string> {
  const numbers = new Map<string, number>();
  const codes = new Int32Array(rowsOf(pieces));
  let row = 0;
  for (const piece of pieces) {
    const text = textOf(piece);
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    const end = row + piece.series.value.length;
    codes.fill(numbers.get(text)!, row, end);
    row = end;
  }
  const texts = [...numbers.keys()];
  return new ComputedColumn(codes.length, (at) => texts[codes[at]!]!);
}
