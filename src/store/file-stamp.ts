import type { Stats } from "node:fs";
import { crc32 } from "node:zlib";

/** A file or folder as it was before it was read. Times are in milliseconds since 1970. */
export interface FileStamp {
  /** Relative to the run's directory, with "/"; "" is the directory itself. */
  readonly name: string;
  /** In bytes; -1 where it could not be told, so that the file never counts as unchanged. */
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  readonly ino: number;
  /**
   * Bytes up to the end of the last whole line that was read; the size for files that are read whole. 0 where a later
   * read has to begin anew, though the file has only grown.
   */
  readonly read: number;
  /** The step that a row without one would have there; 0 where it means nothing. */
  readonly next: number;
  /** CRC-32 of the bytes before `read`: it tells a file that grew from one that was written anew. */
  readonly sum: number;
}

/** The stamp of a file or folder that is read whole. */
export function stampOf(name: string, { size, mtimeMs, ctimeMs, ino }: Stats): FileStamp {
  return { name, size, mtime: mtimeMs, ctime: ctimeMs, ino, read: size, next: 0, sum: 0 };
}

/** The stamp of what could not be opened: it is tried again each time. */
export function unknownStamp(name: string): FileStamp {
  return { name, size: -1, mtime: 0, ctime: 0, ino: 0, read: 0, next: 0, sum: 0 };
}

/** The sum of a file of which the bytes up to `end` were read. */
export function sumOf(bytes: Buffer, end: number): number {
  return crc32(bytes.subarray(0, end));
}
