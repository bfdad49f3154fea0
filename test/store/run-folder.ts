import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProblemKind } from "../../src/store/problem.js";
import { RunReader, type PreviousRead, type StoredRun } from "../../src/store/run-reader.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

export const RUN = "000001-2026-11-21-10-00-00";
export const PARAMS = "lr: 0.1\nseed: 3\ntime: '2026-11-21T10:00:00'\nid: 1\n";

/** A new root with one run; its directory. Files are given by their names, relative to the directory. */
export function newRun(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = join(temporaryFolder(), "root");
  for (const folder of ["runs", "index", "marked", "fails", "tmp"])
    mkdirSync(join(root, folder), { recursive: true });
  const directory = join(root, "runs", RUN);
  mkdirSync(directory);
  for (const [name, text] of Object.entries({ "params.yaml": PARAMS, ...files })) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

/** A run as it was read, and what was reported. */
export interface Reading {
  readonly run: StoredRun | null;
  readonly problems: readonly (readonly [file: string, kind: ProblemKind, message: string])[];
}

export function readRun(
  directory: string,
  reader: RunReader = new RunReader(null),
  previous?: PreviousRead,
): Reading {
  const problems: [string, ProblemKind, string][] = [];
  const run = reader.read(
    { directory, folder: "runs" },
    (path, kind, message) => problems.push([path.slice(directory.length + 1), kind, message]),
    previous,
  );
  return { run, problems };
}

export const ROWS = '{"step": 0, "loss": 0.5}\n{"step": 1, "loss": 0.25}\n';

/** The text of a run.json. */
export function runFile(fields: object): string {
  return JSON.stringify({
    schema: 1,
    status: "completed",
    attempts: [{ started: "2026-11-21T10:00:00Z", status: "completed" }],
    ...fields,
  });
}
