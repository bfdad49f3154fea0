import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { redactParams } from "../capture/redact/redact-params.js";
import { holdsRedacted } from "./holds-redacted.js";
import { contradictingParam } from "./contradicting-param.js";
import { formatParams, type Params } from "../store/format-params.js";
import { PARAMS_FILE, type RootLayout } from "../store/layout.js";
import { readRecordedParams, type RecordedParams } from "../store/recorded-params.js";
import { withRunLock } from "../store/run-lock.js";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import { guestParts } from "./join-run.js";
import { Run, type RunParts } from "./run.js";

let isEntered = false;

/**
 * The run that `ceteris run` started this program for, with the params that it lacked; null where there is none in
 * this root, where the program has it already, or where one of the params tells that another run is meant.
 */
export function adoptRun(layout: RootLayout, params: Params): Run | null {
  const directory = process.env["CETERIS_RUN"];
  if (isEntered || !directory || !isInRoot(layout, process.env["CETERIS_ROOT"], directory))
    return null;
  const parts = enter(layout, resolve(directory), params);
  isEntered = parts !== null;
  return parts && new Run(parts);
}

function isInRoot(layout: RootLayout, root: string | undefined, directory: string): boolean {
  try {
    realpathSync(directory);
    return realpathSync(root ?? join(directory, "..", "..")) === realpathSync(layout.root);
  } catch {
    return false; // it was deleted
  }
}

/** Under a lock: the processes of a run may start at once. */
function enter(layout: RootLayout, directory: string, given: Params): RunParts | null {
  return withRunLock(layout, directory, () => {
    const recorded = readRecordedParams(directory);
    const name = contradictingParam(given, recorded.params);
    if (name !== undefined) {
      process.stderr.write(
        `ceteris: a run of its own is started, since ${name} differs from that of ${basename(directory)}\n`,
      );
      return null;
    }
    addParams(directory, recorded, given);
    const parts = guestParts(directory);
    return { ...parts, params: withSecrets(parts.params, given), role: "program" };
  });
}

/** What is recorded stays as it is. */
function addParams(directory: string, { id, time, params }: RecordedParams, given: Params): void {
  const missing = Object.entries(redactParams(given)).filter(
    ([name]) => !Object.hasOwn(params, name),
  );
  if (missing.length === 0) return;
  const root = relative(dirname(dirname(directory)), directory);
  const all = { ...params, ...Object.fromEntries(missing) };
  const text = formatParams(all, { root, time: time ?? new Date(), id });
  writeFileAtomic(join(directory, PARAMS_FILE), text);
}

/** The program has its secrets as it gave them; the disk has none. */
function withSecrets(recorded: Params, given: Params): Params {
  const secrets = Object.entries(given).filter(([name]) => holdsRedacted(recorded[name]));
  return { ...recorded, ...Object.fromEntries(secrets) };
}
