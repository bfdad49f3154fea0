import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RUN_FILE } from "../../src/store/layout.js";
import { examineRunFile, type RunFile } from "../../src/store/run-file.js";

/** The run.json of a run, which has to be a sound one. */
export function readRunFile(directory: string): RunFile {
  const file = examineRunFile(readFileSync(join(directory, RUN_FILE), "utf8"));
  if (typeof file === "string") throw new Error(`The run.json in ${directory} ${file}.`);
  return file;
}
