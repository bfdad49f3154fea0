import { basename } from "node:path";
import { parseRunName, type RunName } from "./run-name.js";

/** What tells runs apart. */
export interface RunIdentity {
  readonly id: number;
  /** When the run started; null where nothing tells. */
  readonly time: Date | null;
  readonly name: string | null;
}

/** What exman writes beside the params; here it has columns of its own. */
const KEYS = ["id", "time", "root", "name"];

/**
 * Takes a run's identity out of its params. What they lack, the directory's name tells; null where neither has an id.
 */
export function takeIdentity(params: Map<string, unknown>, directory: string): RunIdentity | null {
  const [id, time, , name] = KEYS.map((key) => params.get(key));
  for (const key of KEYS) params.delete(key);
  const started = localTime(time);
  const isComplete = isId(id) && started !== null && typeof name === "string";
  return isComplete ? { id, time: started, name } : completed(id, started, name, directory);
}

function completed(
  id: unknown,
  time: Date | null,
  name: unknown,
  directory: string,
): RunIdentity | null {
  const named: RunName | null = parseRunName(basename(directory));
  const known = isId(id) ? id : named?.id;
  if (known === undefined) return null;
  const isLabel = name !== undefined && name !== null && typeof name !== "object";
  return {
    id: known,
    time: time ?? named?.time ?? null,
    name: isLabel ? String(name) : (named?.name ?? null),
  };
}

function isId(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)/;

/** exman writes local time without a zone. */
function localTime(time: unknown): Date | null {
  const match = typeof time === "string" ? TIME.exec(time) : null;
  if (!match) return null;
  const [, year, month, day, hour, minute, second] = match;
  return new Date(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
}
