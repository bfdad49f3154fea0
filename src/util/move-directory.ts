import { randomBytes } from "node:crypto";
import { cpSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { errorCode } from "./error-code.js";

/** Moves a directory, also to another disk: who lists the folder that it goes to sees all of it or nothing. */
export function moveDirectory(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== "EXDEV") throw error;
    copyDirectory(from, to);
    rmSync(from, { recursive: true });
  }
}

/** By way of a hidden directory beside the target. */
function copyDirectory(from: string, to: string): void {
  const aside = join(dirname(to), `.${basename(to)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    cpSync(from, aside, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    renameSync(aside, to);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}
