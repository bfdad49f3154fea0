import type { Chart } from "../plots/chart.js";
import type { Terminal } from "./command.js";

/** Writes a chart in the format that the name ends in, and says so. */
export function saveChart(terminal: Terminal, chart: Chart, file: string): void {
  terminal.note(`wrote ${chart.save(file)}`);
}
