import { displayData, displayText } from "./bundles.js";
import { displayHost } from "./host.js";

/**
 * Shows a value now, wherever the cell stands: as its whole MIME bundle in a notebook, as text on stdout elsewhere.
 *
 * @example
 * for (const table of [comparison.estimates, comparison.contrasts]) display(table);
 */
export function display(value: unknown): void {
  const host = displayHost();
  if (host) host.send(displayData(value));
  else process.stdout.write(`${displayText(value)}\n`);
}
