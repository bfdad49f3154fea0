import { redactParams } from "../capture/redact/redact-params.js";
import { REDACTED } from "../capture/redact/secret-name.js";
import { Float, formatParams, type Params } from "../store/format-params.js";

const NOWHERE = { root: "", time: new Date(0), id: 0 };

/** The first given param that has another value among those that are recorded; one that is not among them is none. */
export function contradictingParam(given: Params, recorded: Params): string | undefined {
  const redacted = redactParams(given);
  return Object.keys(given).find(
    (name) =>
      Object.hasOwn(recorded, name) &&
      !isSame(given[name], recorded[name]) &&
      !isSame(redacted[name], recorded[name]),
  );
}

/** As params.yaml has them; `0.1` on a command line is the number. */
function isSame(given: unknown, recorded: unknown): boolean {
  if (recorded === REDACTED) return true;
  if (Array.isArray(given) && Array.isArray(recorded))
    return given.length === recorded.length && given.every((item, i) => isSame(item, recorded[i]));
  return isSameWord(given, recorded) || textOf(given) === textOf(recorded);
}

function isSameWord(given: unknown, recorded: unknown): boolean {
  return !isMapping(given) && !isMapping(recorded) && String(given) === String(recorded);
}

/** So is a list of them. */
function isMapping(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isMapping);
  return typeof value === "object" && value !== null && !(value instanceof Float);
}

function textOf(value: unknown): string {
  return formatParams({ value }, NOWHERE);
}
