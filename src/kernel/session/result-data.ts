import { awaitedDisplayData } from "../display/bundles.js";
import type { DisplayData } from "../display/display-data.js";

/** How the result of a cell is displayed; undefined for null and undefined, which show nothing. */
export async function resultData(value: unknown): Promise<DisplayData | undefined> {
  return value === null || value === undefined ? undefined : awaitedDisplayData(value);
}
