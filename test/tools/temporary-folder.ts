import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = newFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

/** A folder for a whole file of tests, which removes it with `removeFolder`. */
export function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "ceteris-")));
}

/** A folder on another disk than `temporaryFolder`, where the platform has one in memory; removed when the test ends. */
export function folderOnOtherDisk(): string {
  const memory = "/dev/shm";
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), "ceteris-"));
  onTestFinished(() => removeFolder(folder));
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
