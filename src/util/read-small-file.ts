import { closeSync, constants, openSync, readSync, statSync } from "node:fs";

/** Without waiting for whoever writes into a pipe that took the file's place meanwhile. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
/** In bytes. */
const USUAL_LIMIT = 2 ** 20;

/**
 * The first bytes of a file. Links are followed. A pipe or a device is refused unopened: reading one may never end.
 *
 * @throws Error whose message is the reason, with the path.
 */
export function readBeginning(path: string, most: number): Buffer {
  if (!statSync(path).isFile()) throw new Error(`${path} is no file`);
  const file = openSync(path, FLAGS);
  try {
    return readUpTo(file, most);
  } finally {
    closeSync(file);
  }
}

/**
 * A file whole; files of `/proc`, which tell no size, too.
 *
 * @param limit - In bytes.
 * @throws Error whose message is the reason, with the path: also for a file of more bytes.
 */
export function readSmallFile(path: string, limit: number = USUAL_LIMIT): Buffer {
  const bytes = readBeginning(path, limit + 1);
  if (bytes.length > limit) throw new Error(`${path} has more than ${limit} bytes`);
  return bytes;
}

/** The text of a file; null where it is absent, or `readSmallFile` refuses it. */
export function readSmallText(path: string): string | null {
  try {
    return readSmallFile(path).toString();
  } catch {
    return null;
  }
}

function readUpTo(file: number, most: number): Buffer {
  const pieces: Buffer[] = [];
  for (let left = most; left > 0;) {
    const piece = Buffer.alloc(Math.min(left, 64 * 1024));
    const length = readSync(file, piece, 0, piece.length, null);
    if (length === 0) break;
    pieces.push(piece.subarray(0, length));
    left -= length;
  }
  return Buffer.concat(pieces);
}
