import { REDACTED } from "../capture/redact/secret-name.js";
import { formatParams, type Params } from "../store/format-params.js";

const NOWHERE = { root: "", time: new Date(0), id: 0 };

/** The first given param that has another value among those that are recorded; one that is not among them is none. */
export function contradictingParam(given: Params, recorded: Params): string | undefined {
  return Object.keys(given).find(
    (name) => Object.hasOwn(recorded, name) && !isSame(given[name], recorded[name]),
  );
}

/** As params.yaml has them; `0.1` on a command line is the number. */
function isSame(given: unknown, recorded: unknown): boolean {
  return (
    recorded === REDACTED ||
    String(given) === String(recorded) ||
    textOf(given) === textOf(recorded)
  );
}

function textOf(value: unknown): string {
  return formatParams({ value }, NOWHERE);
}
