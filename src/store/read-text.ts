import { decodeText } from "./decode-text.js";
import type { FileReader, RunFolderRead } from "./file-reader.js";

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
