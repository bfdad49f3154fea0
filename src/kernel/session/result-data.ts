import { ColumnTable } from "arquero";
import { inspect } from "node:util";
import { Comparison } from "../../compare/comparison.js";
import { Chart } from "../../plots/chart/chart.js";
import { JUPYTER_DISPLAY, displayData } from "../display/bundles.js";
import type { DisplayData } from "../display/display-data.js";

/**
 * How the result of a cell is displayed; undefined for null and undefined, which show nothing. Values may say it
 * themselves by a `Jupyter.display` method, which may be async.
 */
export async function resultData(value: unknown): Promise<DisplayData | undefined> {
  if (value === null || value === undefined) return undefined;
  if (isOwn(value) || !hasDisplay(value)) return displayData(value);
  const bundle = await value[JUPYTER_DISPLAY]();
  const data = typeof bundle === "object" ? bundle : {};
  return { data: { "text/plain": inspect(value), ...data }, metadata: {} };
}

/** Values whose bundle has metadata. */
function isOwn(value: unknown): boolean {
  return value instanceof Chart || value instanceof Comparison || value instanceof ColumnTable;
}

function hasDisplay(value: unknown): value is { [JUPYTER_DISPLAY](): unknown } {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  return JUPYTER_DISPLAY in value && typeof value[JUPYTER_DISPLAY] === "function";
}
