import { basename, join } from "node:path";
import { CeterisError } from "../util/error.js";
import type { Params } from "./format-params.js";
import { PARAMS_FILE } from "./layout.js";
import { READ_LIMITS } from "./limits.js";
import { parseParams } from "./parse-params.js";
import { textIn } from "./read-text.js";
import { takeIdentity } from "./run-identity.js";

/** What a run's params.yaml holds. */
export interface RecordedParams {
  readonly id: number;
  readonly time: Date | null;
  /** Without `id`, `time`, `root` and `name`. */
  readonly params: Params;
}

/**
 * Reads the params of one run, to go on with it.
 *
 * @throws CeterisError `RECORD` where they cannot be read.
 */
export function readRecordedParams(directory: string): RecordedParams {
  const path = join(directory, PARAMS_FILE);
  try {
    const { values } = parseParams(textIn(directory, PARAMS_FILE, READ_LIMITS.params));
    const identity = takeIdentity(values, directory);
    if (!identity) throw new Error(`neither it nor ${basename(directory)} has the run's id`);
    return { id: identity.id, time: identity.time, params: Object.fromEntries(values) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    const message = `The run in ${directory} cannot be recorded further: ${path} cannot be read (${reason}); mend the file.`;
    throw new CeterisError("RECORD", message, { cause: error });
  }
}
