import type { ColumnTable } from "arquero";
import type { DisplayData } from "./display-data.js";
import { tableHtml } from "./table-html.js";
import { tableText } from "./table-text.js";

/** A table as `text/html` and `text/plain`. */
export function tableBundle(table: ColumnTable): DisplayData {
  return { data: { "text/html": tableHtml(table), "text/plain": tableText(table) }, metadata: {} };
}
