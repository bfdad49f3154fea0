import type { ColumnTable } from "arquero";
import { ROWS_SHOWN } from "../../frame/text-table.js";
import type { DisplayData } from "./display-data.js";
import { tableHtml } from "./table-html.js";
import { tableText } from "./table-text.js";

/** A table as `text/html` and `text/plain`, of at most so many rows. */
export function tableBundle(table: ColumnTable, rows: number = ROWS_SHOWN): DisplayData {
  return {
    data: { "text/html": tableHtml(table, rows), "text/plain": tableText(table, rows) },
    metadata: {},
  };
}

/** Whether tables are displayed so, and not as Arquero prints them. */
export function displaysTables(): boolean {
  return process.env["CETERIS_DISPLAY"] !== "off";
}
