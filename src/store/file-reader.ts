import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  type Stats,
} from "node:fs";
import { sep } from "node:path";
import { errorCode } from "../util/error-code.js";
import { LINE_FEED, type ByteRange } from "./byte-range.js";
import { stampOf, unknownStamp, type FileStamp } from "./file-stamp.js";
import { isInRootOf } from "./find-root.js";
import { sizeText } from "./limits.js";
import type { ProblemKind, ReportProblem } from "./problem.js";

/** The run whose files are read. */
export interface RunFolderRead {
  /** Absolute path. */
  readonly directory: string;
  readonly report: ReportProblem;
  /** What was opened or tried, as it was before it was read. */
  readonly stamps: FileStamp[];
}

/** A file while it is open. */
export interface OpenFile {
  readonly path: string;
  readonly stats: Stats;
  /** Bytes from one place to another, or up to where the file ends by then. They stay until the next are read. */
  readonly read: (from: number, to: number) => ByteRange;
}

/** Not through a link, which is looked at first; and without waiting for whoever writes into a pipe. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** What systems say of a link that is not followed. */
const IS_LINK: ReadonlySet<string | undefined> = new Set(["ELOOP", "EMLINK", "EFTYPE"]);

const FIRST_CAPACITY = 64 * 1024;
/** A larger buffer is not kept. */
const MOST_KEPT = 4 * 1024 * 1024;

/** Reads files of runs into memory that is used again. What is wrong with a file is reported, and never thrown. */
export class FileReader {
  #buffer: Buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY);

  /**
   * Hands a file to `use`, and gives what that returns. Null and a problem where it cannot be read, is no file, has
   * more bytes than the limit, or is a link out of the root; null alone where it is absent.
   *
   * @param name - Relative to the run's directory, with "/".
   */
  open<T>(run: RunFolderRead, name: string, limit: number, use: (file: OpenFile) => T): T | null {
    const path = run.directory + sep + (sep === "/" ? name : name.replaceAll("/", sep));
    // A folder on the way may be a link too.
    const file = name.includes("/") ? openLinked(path, run) : openFile(path, run);
    if (file < 0) {
      run.stamps.push(unknownStamp(name));
      return null;
    }
    try {
      return this.#use(file, path, name, limit, run, use);
    } catch (error) {
      refuse(path, error, run.report);
      return null;
    } finally {
      closeSync(file);
    }
  }

  #use<T>(
    file: number,
    path: string,
    name: string,
    limit: number,
    { report, stamps }: RunFolderRead,
    use: (file: OpenFile) => T,
  ): T | null {
    const stats = fstatSync(file);
    stamps.push(stampOf(name, stats));
    if (!stats.isFile()) report(path, "unreadable", `is no file, but ${kindOf(stats)}`);
    else if (stats.size > limit) {
      const [size, most] = [sizeText(stats.size), sizeText(limit)];
      report(path, "too-large", `has ${size}, more than the ${most} that are read`);
    } else return use({ path, stats, read: (from, to) => this.#read(file, from, to) });
    return null;
  }

  #read(file: number, from: number, to: number): ByteRange {
    const bytes = this.#room(to - from + 1);
    let end = 0;
    while (end < to - from) {
      const count = readSync(file, bytes, end, to - from - end, from + end);
      if (count === 0) break;
      end += count;
    }
    bytes[end] = LINE_FEED;
    return { bytes, start: 0, end };
  }

  #room(size: number): Buffer {
    if (size <= this.#buffer.length) return this.#buffer;
    const larger = Buffer.allocUnsafeSlow(Math.max(size, this.#buffer.length * 2));
    if (larger.length <= MOST_KEPT) this.#buffer = larger;
    return larger;
  }
}

/**
 * Opens a file that lies in a run's directory, as a descriptor for reading; -1 where it is absent, and where it is refused,
 * with a problem: also for a link that leads out of the root. It may be a pipe or a device.
 */
export function openFile(path: string, run: Pick<RunFolderRead, "directory" | "report">): number {
  try {
    return openSync(path, FLAGS);
  } catch (error) {
    return IS_LINK.has(errorCode(error)) ? openLinked(path, run) : refuse(path, error, run.report);
  }
}

/** Opens what a path with links leads to, where that lies in the root; else -1. */
function openLinked(
  path: string,
  { directory, report }: Pick<RunFolderRead, "directory" | "report">,
): number {
  try {
    const real = realpathSync.native(path);
    if (isInRootOf(directory, real)) return openSync(real, FLAGS);
    report(path, "link-outside-root", "leads out of the root by a link");
    return -1;
  } catch (error) {
    if (errorCode(error) !== "ENOENT") return refuse(path, error, report);
    report(path, "dangling-link", "is a link to what does not exist");
    return -1;
  }
}

/** Reports why a file cannot be read, unless it is absent. */
function refuse(path: string, error: unknown, report: ReportProblem): -1 {
  const code = errorCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") return -1;
  const [kind, message] = reasonOf(code ?? (error as Error).message);
  report(path, kind, message);
  return -1;
}

function reasonOf(code: string): [ProblemKind, string] {
  if (code === "ELOOP") return ["link-loop", "is a link that leads back to itself"];
  if (code === "ENXIO") return ["unreadable", "is no file, but a socket or a device"];
  return ["unreadable", `cannot be read (${code})`];
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  return stats.isFIFO() ? "a pipe" : "a socket or a device";
}
