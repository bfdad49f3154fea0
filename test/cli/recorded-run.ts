import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseParams } from "../../src/store/parse-params.js";
import type { RunFile } from "../../src/store/run-file.js";
import { readRunFile } from "../tools/read-run-file.js";

/** What lies on the disk of a run. */
export interface RecordedRun {
  readonly directory: string;
  readonly file: RunFile;
  /** With `id`, `time` and `root`. */
  readonly params: Record<string, unknown>;
  /** Text of a file in the run's directory. */
  readonly read: (...path: string[]) => string;
}

/** The one run, or the newest, in a folder of a root. */
export function newestRun(root: string, folder: "runs" | "fails" | "tmp" = "runs"): RecordedRun {
  const name = readdirSync(join(root, folder)).sort().at(-1)!;
  const directory = join(root, folder, name);
  const read = (...path: string[]): string => readFileSync(join(directory, ...path), "utf8");
  const params = Object.fromEntries(parseParams(read("params.yaml")).values);
  return { directory, file: readRunFile(directory), params, read };
}
