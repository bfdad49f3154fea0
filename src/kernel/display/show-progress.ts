import { randomUUID } from "node:crypto";
import { type Progress, tellProgress } from "../../index/load/control.js";
import { countText } from "../../util/count-text.js";
import { findTslab } from "../tslab/tslab-host.js";

/**
 * Shows in a notebook how far long loads are: one line of the cell for each, which is replaced as the load goes on. A
 * load that was never told of before its end shows nothing.
 */
export function showProgress(): void {
  tellProgress(() => {
    const id = randomUUID();
    let isShown = false;
    return (progress) => {
      if (!isShown && progress.done === progress.total) return;
      const line = { data: { "text/plain": progressText(progress) }, metadata: {} };
      findTslab()?.send(line, { id, isUpdate: isShown });
      isShown = true;
    };
  });
}

function progressText({ done, total }: Progress): string {
  if (done === total) return `${countText(total, "run")} read`;
  return `reading runs: ${done} of ${total} (${Math.floor((100 * done) / total)} %)`;
}
