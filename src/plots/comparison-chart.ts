import { Comparison } from "../compare/comparison.js";
import type { ChartOptions } from "./chart/chart-options.js";
import type { Chart } from "./chart/chart.js";
import { drawComparison } from "./draw-comparison.js";

declare module "../compare/comparison.js" {
  interface Comparison {
    /** The chart that this design calls for, or the one that is named: `{ as: "interval" }`. */
    chart(options?: ChartOptions): Chart;
  }
}

// Here and not in the class: a comparison knows nothing of charts.
Comparison.prototype.chart = function chart(options?: ChartOptions): Chart {
  return drawComparison(this, options);
};

/** The class with its `chart` method: whoever takes it from here gets both. */
export { Comparison };
