import { checkOptions, checkValue, type OptionKinds } from "../../util/check-options.js";
import { type DisplayOptions, displayData, displayText, isTable } from "../display/bundles.js";
import { displayHost } from "./host.js";

const OPTIONS: OptionKinds<DisplayOptions> = {
  rows: {
    accepts: (value) => value === Infinity || (Number.isInteger(value) && Number(value) > 0),
    remedy: "give a whole number from 1, or Infinity for all",
  },
};

const TABLE = { accepts: isTable, remedy: "leave the option rows out, which only tables have" };

/**
 * Shows a value now, wherever the cell stands: as its whole MIME bundle in a notebook, as text on stdout elsewhere.
 *
 * @throws CeterisError `USAGE` where `rows` is no whole number from 1, or the value is no table that has rows.
 *
 * @example
 * for (const table of [comparison.estimates, comparison.contrasts]) display(table, { rows: 50 });
 */
export function display(value: unknown, options: DisplayOptions = {}): void {
  checkOptions("display", options, OPTIONS);
  if (options.rows !== undefined) checkValue("The value to display", value, TABLE);
  const host = displayHost();
  if (host) host.send(displayData(value, options));
  else process.stdout.write(`${displayText(value, options)}\n`);
}
