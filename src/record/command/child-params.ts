import { join } from "node:path";
import type { Params } from "../../store/format-params.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import { holdsRedacted } from "../holds-redacted.js";

/** In bytes: Linux takes 128 KB for a variable, and has little room for all of them together. */
const VARIABLE_LIMIT = 64 * 1024;
const FILE = ".params.json";

/**
 * The params of a run as a program finds them in `CETERIS_PARAMS`: as JSON, or, where that is long, as `@` and the path of a
 * file in the run's directory that holds it. A param that is recorded without its secret is left out.
 *
 * @throws Error where the file cannot be written.
 */
export function paramsVariable(params: Params, directory: string): string {
  const known = Object.entries(params).filter(([, value]) => !holdsRedacted(value));
  const text = pythonJson(Object.fromEntries(known));
  if (Buffer.byteLength(text) < VARIABLE_LIMIT) return text;
  const path = join(directory, FILE);
  writeFileAtomic(path, text);
  return `@${path}`;
}

/** JSON with what Python's `json` reads on top: NaN and infinities as bare words, and integers of any size. */
export function pythonJson(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (typeof value !== "object" || value === null || value instanceof Date)
    return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${pythonJson(member)}`,
  );
  return `{${members.join(", ")}}`;
}
