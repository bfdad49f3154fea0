import { decodeText } from "./decode-text.js";
import { FileReader, type RunFolderRead } from "./file-reader.js";
import type { ProblemKind } from "./problem.js";

/**
 * Reads a text file of a run whole. Null where it is absent; null and a problem where it cannot be read, is larger
 * than `limit` bytes, or is not UTF-8.
 *
 * @param name - Relative to the run's directory.
 */
export function readText(
  files: FileReader,
  run: RunFolderRead,
  name: string,
  limit: number,
): string | null {
  return files.open(run, name, limit, ({ path, stats, read }) => {
    const { bytes, start, end } = read(0, stats.size);
    const text = decodeText(bytes, start, end);
    if (text === null) run.report(path, "not-utf8", "holds bytes that are not UTF-8 text");
    return text;
  });
}

/**
 * Reads a text file of a folder whole, as `readText` does.
 *
 * @throws Error whose message says why it cannot be read.
 */
export function textIn(directory: string, name: string, limit: number): string {
  let fault = "is missing";
  const report = (_path: string, _kind: ProblemKind, message: string): void => {
    fault = message;
  };
  const text = readText(new FileReader(), { directory, report, stamps: [] }, name, limit);
  if (text === null) throw new Error(fault);
  return text;
}
