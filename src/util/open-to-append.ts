import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { errorCode } from "./error-code.js";

/** Not through a link, and without waiting for whoever reads from a pipe. */
const FLAGS =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);
/** What systems say of a link that is not followed, and of a pipe that nobody reads. */
const NO_FILE: ReadonlySet<string | undefined> = new Set(["ELOOP", "EMLINK", "EFTYPE", "ENXIO"]);

/**
 * Opens a file to append to it, and makes it where there is none.
 *
 * @returns its descriptor.
 * @throws Error where a link, a pipe or another thing that is no file has the path, and as the system does.
 */
export function openToAppend(path: string): number {
  let file: number;
  try {
    file = openSync(path, FLAGS, 0o666);
  } catch (error) {
    if (NO_FILE.has(errorCode(error))) throw noFile(path);
    throw error;
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw noFile(path);
}

function noFile(path: string): Error {
  return new Error(`${path} is a link or no file, and is not written to; remove it`);
}
