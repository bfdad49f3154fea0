import { chartFormat, CHART_FORMATS } from "../plots/chart/chart-format.js";
import type { Chart } from "../plots/chart/chart.js";
import type { PngOptions } from "../plots/render/render-png.js";
import { CeterisError } from "../util/error.js";
import { listWords } from "../util/list-words.js";
import type { Terminal } from "./command.js";
import { UsageError } from "./usage-error.js";

/** The formats of a chart, as help and messages name them. */
export const CHART_SUFFIXES: string = listWords([...CHART_FORMATS], "or");

/**
 * Refuses a name that says no format, before any work is done.
 *
 * @throws UsageError for a name that ends in anything else.
 */
export function checkChartFile(file: string): void {
  try {
    chartFormat(file);
  } catch (error) {
    throw error instanceof CeterisError ? new UsageError(error.message) : error;
  }
}

/** Writes a chart in the format that the name ends in, and says so. */
export function saveChart(
  terminal: Terminal,
  chart: Chart,
  file: string,
  options: PngOptions = {},
): void {
  terminal.note(`wrote ${chart.save(file, options)}`);
}
