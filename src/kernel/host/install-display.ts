import { ColumnTable } from "arquero";
import { inspect, type InspectOptions } from "node:util";
import { comparisonText, headline } from "../../compare/comparison-text.js";
import { Comparison } from "../../compare/comparison.js";
import { Chart } from "../../plots/chart/chart.js";
import {
  DISPLAY_DATA,
  type DisplayOptions,
  displayData,
  JUPYTER_DISPLAY,
} from "../display/bundles.js";
import { displaysTables } from "../display/table-bundle.js";
import { tableSize, tableText } from "../display/table-text.js";
import { findTslab } from "./tslab-host.js";
import { dropNextLine, isLastExpression } from "./tslab-last-expression.js";

/**
 * Lets charts, comparisons and Arquero's tables display themselves: under Deno by `Symbol.for("Jupyter.display")`,
 * under tslab when one is the last expression of a cell, and as readable text in `console.log` and nested in other
 * values. Arquero's tables stay as Arquero has made them where the environment has `CETERIS_DISPLAY=off`. Safe to call
 * again, and in every copy of ceteris: of tables that copies share, the first one's way counts.
 */
export function installDisplay(): void {
  install(Chart.prototype, {
    whole: ({ description }) => description,
    brief: ({ description }) => `Chart (${description})`,
  });
  install(Comparison.prototype, {
    whole: comparisonText,
    brief: (comparison) => `Comparison (${headline(comparison)})`,
  });
  if (!displaysTables()) return;
  install(ColumnTable.prototype, {
    whole: tableText,
    brief: (table) => `Table (${tableSize(table)})`,
  });
}

/** A value as text: on its own, and inside another value. */
interface Texts<T> {
  readonly whole: (value: T) => string;
  readonly brief: (value: T) => string;
}

function install<T extends object>(prototype: T, { whole, brief }: Texts<T>): void {
  if (Object.hasOwn(prototype, JUPYTER_DISPLAY)) return;
  define(prototype, JUPYTER_DISPLAY, function bundle(this: T) {
    return displayData(this).data;
  });
  define(prototype, DISPLAY_DATA, function data(this: T, options?: DisplayOptions) {
    return displayData(this, options);
  });
  define(
    prototype,
    inspect.custom,
    function inspector(this: T, depth: number | null, options: InspectOptions) {
      if (depth !== options.depth) return brief(this);
      return displayLastExpression(this, brief, inspector) ?? whole(this);
    },
  );
}

function define(prototype: object, key: symbol, value: (...values: never[]) => unknown): void {
  Object.defineProperty(prototype, key, { value, configurable: true, writable: true });
}

/** Under tslab, sends the bundle of the value that is being printed; undefined where the value is to be printed. */
function displayLastExpression<T>(
  value: T,
  brief: (value: T) => string,
  inspector: (...values: never[]) => unknown,
): string | undefined {
  const host = findTslab();
  if (!host || !isLastExpression(host, inspector)) return undefined;
  try {
    host.send(displayData(value));
  } catch (error) {
    return `${brief(value)} cannot be displayed: ${String(error)}`;
  }
  dropNextLine();
  return "";
}
