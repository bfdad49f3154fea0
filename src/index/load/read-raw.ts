import type { BatchRuns } from "../../frame/run-batch.js";
import type { RawPiece } from "../../frame/statistics-table.js";
import { locationOf } from "../../store/run-location.js";
import { RunReader } from "../../store/run-reader.js";
import { type LoadControl, type LoadOptions, withControl } from "./control.js";

/**
 * Every row of every statistics file of runs, as it was written. What is damaged was reported when the runs were
 * loaded.
 */
export function readRaw(
  runs: BatchRuns,
  patterns: readonly string[] | null,
  options: LoadOptions,
): Promise<RawPiece[]> {
  return withControl(options, (control) => readPieces(runs, patterns, control));
}

async function readPieces(
  { root, batches, batch, row }: BatchRuns,
  patterns: readonly string[] | null,
  control: LoadControl,
): Promise<RawPiece[]> {
  const reader = new RunReader(patterns);
  const pieces: RawPiece[] = [];
  for (const [done, number] of batch.entries()) {
    const { id, directory } = batches[number]!;
    const at = row[done]!;
    for (const { file, samples } of reader.readRaw(locationOf(root, directory[at]!), () => {}))
      for (const [name, series] of samples) pieces.push({ id: id[at]!, file, name, series });
    await control.breathe({ done, total: batch.length });
  }
  control.end({ done: batch.length, total: batch.length });
  return pieces;
}
