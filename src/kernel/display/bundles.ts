import { ColumnTable } from "arquero";
import { inspect } from "node:util";
import { Comparison } from "../../compare/comparison.js";
import { Chart } from "../../plots/chart/chart.js";
import { chartBundle } from "./chart-bundle.js";
import { comparisonBundle } from "./comparison-bundle.js";
import type { DisplayData } from "./display-data.js";
import { displaysTables, tableBundle } from "./table-bundle.js";

/** Deno's name for the method by which a value says how it is displayed. */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for("Jupyter.display");

/** By which a value gives its bundle with the metadata, also to another copy of ceteris than its own. */
export const DISPLAY_DATA: unique symbol = Symbol.for("ceteris.displayData");

/** How much of a value is displayed. */
export interface DisplayOptions {
  /** The most rows of a table that are shown; 20 by default, `Infinity` for all. */
  readonly rows?: number | undefined;
}

/**
 * How a value is displayed: charts, comparisons and tables by their bundles, anything with a `Jupyter.display` method
 * as it says, the rest as the text that `util.inspect` makes of it.
 */
export function displayData(value: unknown, options: DisplayOptions = {}): DisplayData {
  return ownData(value, options) ?? withText(value, bundleByMethod(value));
}

/**
 * How the result of a cell is displayed: as `displayData` does, also where the `Jupyter.display` method is async; a
 * table as Arquero prints it where the environment asks for that.
 */
export async function awaitedDisplayData(value: unknown): Promise<DisplayData> {
  if (value instanceof ColumnTable && !displaysTables()) return withText(value, undefined);
  return ownData(value) ?? withText(value, await bundleByMethod(value));
}

/** How a value is displayed where only text is; no picture is made for it. */
export function displayText(value: unknown, options: DisplayOptions = {}): string {
  return value instanceof Chart
    ? value.description
    : displayData(value, options).data["text/plain"];
}

/** Whether a value is a table, of this copy of ceteris and Arquero or of another. */
export function isTable(value: unknown): boolean {
  const isOther = value instanceof Chart || value instanceof Comparison;
  return value instanceof ColumnTable || (!isOther && has(value, DISPLAY_DATA));
}

/** Of values whose bundle has metadata. */
function ownData(value: unknown, { rows }: DisplayOptions = {}): DisplayData | undefined {
  if (value instanceof Chart) return chartBundle(value);
  if (value instanceof Comparison) return comparisonBundle(value);
  if (value instanceof ColumnTable) return tableBundle(value, rows);
  return has(value, DISPLAY_DATA) ? (value[DISPLAY_DATA]({ rows }) as DisplayData) : undefined;
}

function bundleByMethod(value: unknown): unknown {
  return has(value, JUPYTER_DISPLAY) ? value[JUPYTER_DISPLAY]() : undefined;
}

function withText(value: unknown, bundle: unknown): DisplayData {
  const isBundle = typeof bundle === "object" && !(bundle instanceof Promise);
  return { data: { "text/plain": textOf(value), ...(isBundle ? bundle : {}) }, metadata: {} };
}

/** A text of several lines is shown as it is, to be read and copied. */
function textOf(value: unknown): string {
  return typeof value === "string" && /\n[^]/.test(value) ? value : inspect(value);
}

function has<Name extends symbol>(
  value: unknown,
  method: Name,
): value is Record<Name, (options?: DisplayOptions) => unknown> {
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  return isObject && typeof Reflect.get(value, method) === "function";
}
