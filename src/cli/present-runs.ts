import { basename } from "node:path";
import { findRuns } from "../index/find-run.js";
import type { Index } from "../index/run-index.js";
import { openRoot } from "../store/open-root.js";
import type { Call } from "./command.js";

/**
 * The runs that ids stand for, by the names of their directories. Each id that stands for none is a warning, and the
 * program then exits with 1 though it does the rest, as exman does.
 *
 * @throws CeterisError `RUN` where all of them stand for none.
 */
export function presentRuns(call: Call, index: Index, ids: readonly string[]): string[] {
  const { runs, missing } = findRuns(openRoot(index.root), ids);
  if (runs.length === 0) throw missing[0]!;
  for (const { message } of missing) call.terminal.note(`warning: ${message}`);
  if (missing.length > 0) call.exitWith(1);
  return runs.map(({ directory }) => basename(directory));
}
