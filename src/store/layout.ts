import { join } from "node:path";

/** Folders that make a directory a root; Python's exman refuses a root that lacks one of them. */
export const ROOT_FOLDERS = ["runs", "index", "marked", "fails", "tmp"] as const;

/** Folders that hold runs. */
export const RUN_FOLDERS = ["runs", "fails", "tmp"] as const;

/** Where a run lies decides what it is: a normal run, one that failed, or one started with `--tmp`. */
export type RunFolder = (typeof RUN_FOLDERS)[number];

/** Absolute paths of everything in a root. Source: the folder layout of exman 0.1.9. */
export interface RootLayout {
  readonly root: string;
  readonly runs: string;
  readonly index: string;
  readonly marked: string;
  readonly fails: string;
  readonly tmp: string;
  /** Athena's experiments, and the environments that runs share; made when there is the first. */
  readonly experiments: string;
  readonly environments: string;
  /** Caches and claims, ours; always safe to delete. */
  readonly cache: string;
}

/** The layout of a root at an absolute path; touches no file. */
export function rootLayout(root: string): RootLayout {
  return {
    root,
    runs: join(root, "runs"),
    index: join(root, "index"),
    marked: join(root, "marked"),
    fails: join(root, "fails"),
    tmp: join(root, "tmp"),
    experiments: join(root, "experiments"),
    environments: join(root, "environments"),
    cache: join(root, ".ceteris"),
  };
}

/** Names of the files in a run directory. */
export const PARAMS_FILE = "params.yaml";
export const RUN_FILE = "run.json";
export const STATISTICS_FILE = "statistics.jsonl";
export const TRACEBACK_FILE = "traceback.txt";
/** The run's stdout and stderr. */
export const LOG_FILE = "log.txt";
/** Uncommitted changes of the code, untracked programs included. */
export const DIFF_FILE = "changes.diff";

/** The name that a file gets when another attempt follows: `changes.1.diff`. */
export function ofAttempt(file: string, attempt: number): string {
  return file.replace(/(?=\.\w+$)/, `.${attempt}`);
}
