import { readFileSync, statSync } from "node:fs";
import type { ReportProblem } from "./problem.js";

const MEBIBYTE = 1024 * 1024;
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a text file whole. Null where it is absent; null and a problem where it cannot be read, is larger than
 * `limit` bytes, or is not UTF-8.
 */
export function readText(path: string, limit: number, report: ReportProblem): string | null {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return null;
    if (stats.isFIFO() || stats.isSocket() || stats.isCharacterDevice()) {
      report(path, "unreadable", "is no file, but a pipe, a socket or a device");
      return null;
    }
    if (stats.size > limit) {
      report(
        path,
        "too-large",
        `has ${Math.ceil(stats.size / MEBIBYTE)} MiB, more than the ${limit / MEBIBYTE} MiB that are read`,
      );
      return null;
    }
    return decode(path);
  } catch (error) {
    return failure(path, error as NodeJS.ErrnoException, report);
  }
}

/** Node's own decoding is faster than the decoder, but puts U+FFFD in the place of bytes that are not UTF-8. */
function decode(path: string): string {
  const text = readFileSync(path, "utf8");
  if (text.includes("\uFFFD")) return decoder.decode(readFileSync(path));
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function failure(path: string, error: NodeJS.ErrnoException, report: ReportProblem): null {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
  if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA")
    report(path, "not-utf8", "holds bytes that are not UTF-8 text");
  else if (error.code === "ELOOP") report(path, "link-loop", "is a link that leads back to itself");
  else report(path, "unreadable", `cannot be read (${error.code ?? error.message})`);
  return null;
}
