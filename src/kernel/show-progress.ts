import { randomUUID } from "node:crypto";
import { type Progress, tellProgress } from "../index/load/control.js";
import { countText } from "../util/count-text.js";
import { findTslab } from "./tslab-host.js";

/** Shows in a notebook how far a long load is: one line of the cell, which is replaced as the load goes on. */
export function showProgress(): void {
  let shown: string | undefined;
  tellProgress((progress) => {
    const id = shown ?? randomUUID();
    const line = { data: { "text/plain": progressText(progress) }, metadata: {} };
    findTslab()?.send(line, { id, isUpdate: shown !== undefined });
    shown = progress.done < progress.total ? id : undefined;
  });
}

function progressText({ done, total }: Progress): string {
  if (done === total) return `${countText(total, "run")} read`;
  return `reading runs: ${done} of ${total} (${Math.floor((100 * done) / total)} %)`;
}
