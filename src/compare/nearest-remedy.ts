import { nearestName } from "../util/nearest-name.js";
import { quotedName } from "./tokenize.js";

/** The remedy for a name that does not exist: the nearest one, or all that there are. */
export function nearestRemedy(wanted: string, names: readonly string[]): string {
  const nearest = nearestName(wanted, names);
  if (nearest !== undefined) return `did you mean ${quotedName(nearest)}?`;
  return `there are: ${names.length > 0 ? names.join(", ") : "none here"}.`;
}
