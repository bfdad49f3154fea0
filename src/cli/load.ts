import type { ColumnTable } from "arquero";
import { filterWhere } from "../compare/where.js";
import { Index } from "../index/run-index.js";
import { countText } from "../util/count-text.js";
import { type Call, textFlag } from "./command.js";
import { findRoot } from "./find-root.js";
import { type ProgressBar, progressBar } from "./progress-bar.js";

export { ROOT_OPTIONS } from "./root-options.js";

const MOST_PROBLEMS = 5;

/** The index of the root that a command works on. */
export function openIndex({ flags }: Call): Index {
  return new Index(findRoot(textFlag(flags, "root")));
}

/** Loads the runs that a command asks for, and notes what could not be read. */
export async function loadRuns(
  call: Call,
  mark: string | undefined,
  options: { readonly failed?: boolean; readonly tmp?: boolean },
): Promise<ColumnTable> {
  const index = openIndex(call);
  const runs = await withProgress(call, (onProgress) =>
    index.info(mark, { ...options, onProgress }),
  );
  noteProblems(call, index);
  const where = textFlag(call.flags, "where");
  return where === undefined ? runs : filterWhere(runs, where);
}

/** Shows on a terminal how far a long load is. */
async function withProgress<T>(
  { terminal }: Call,
  load: (onProgress: ProgressBar) => Promise<T>,
): Promise<T> {
  const bar = progressBar(terminal.streams.stderr);
  try {
    return await load(bar);
  } finally {
    bar.erase();
  }
}

function noteProblems({ terminal }: Call, { problems }: Index): void {
  for (const { path, message } of problems.slice(0, MOST_PROBLEMS))
    terminal.note(`warning: ${path} ${message}.`);
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0)
    terminal.note(
      `warning: ${countText(more, "more problem")} with what was read; ceteris doctor lists all.`,
    );
}
