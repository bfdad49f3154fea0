import { sep } from "node:path";
import type { RunLocation } from "../../store/run-location.js";

/** Where a run lies whose directory is given relative to the root. */
export function locationOf(root: string, directory: string): RunLocation {
  const first = directory.slice(0, directory.indexOf(sep));
  const folder = first === "fails" || first === "tmp" ? first : "runs";
  return { directory: root + sep + directory, folder };
}
