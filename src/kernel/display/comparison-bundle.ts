import type { Comparison } from "../../compare/comparison.js";
import { comparisonHtml } from "./comparison-html.js";
import { comparisonText } from "../../compare/comparison-text.js";
import type { DisplayData } from "./display-data.js";

/** A comparison as `text/html` and `text/plain`; its chart is `comparison.chart()`. */
export function comparisonBundle(comparison: Comparison): DisplayData {
  return {
    data: { "text/html": comparisonHtml(comparison), "text/plain": comparisonText(comparison) },
    metadata: {},
  };
}
