import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/**
 * Replaces a file as a whole: a reader sees the old content or the new, also after a crash. It goes to a hidden
 * temporary file in the same directory, is synced, and is renamed.
 *
 * @param confirm - Called before it is renamed; where that throws, the file stays as it was.
 */
export function writeFileAtomic(
  path: string,
  content: string | Uint8Array,
  confirm?: () => void,
): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    writeSynced(temporary, content);
    confirm?.();
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeSynced(path: string, content: string | Uint8Array): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
