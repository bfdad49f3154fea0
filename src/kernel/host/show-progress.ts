import { randomUUID } from "node:crypto";
import { type Progress, tellProgress } from "../../index/load/control.js";
import { countText } from "../../util/count-text.js";
import { displayHost } from "./host.js";

/** Tasks under way whose loads are not shown. */
let quiet = 0;

/** Runs a task that is done again and again; its loads would add a line to the cell each time. */
export async function withoutProgress<T>(task: () => Promise<T>): Promise<T> {
  quiet += 1;
  try {
    return await task();
  } finally {
    quiet -= 1;
  }
}

/**
 * Shows in a notebook how far long loads are: one line of the cell for each, which is replaced as the load goes on. A
 * load that was never told of before its end shows nothing.
 */
export function showProgress(): void {
  tellProgress(() => {
    const id = randomUUID();
    let shown: Progress | undefined;
    const show = (text: string): void =>
      displayHost()?.send(
        { data: { "text/plain": text }, metadata: {} },
        { id, isUpdate: shown !== undefined },
      );
    return {
      onProgress(progress) {
        if (!shown && (quiet > 0 || progress.done === progress.total)) return;
        show(progressText(progress));
        shown = progress;
      },
      onFailure() {
        if (shown) show(`reading stopped: ${shown.done} of ${countText(shown.total, "run")}`);
      },
    };
  });
}

function progressText({ done, total }: Progress): string {
  if (done === total) return `${countText(total, "run")} read`;
  return `reading runs: ${done} of ${total} (${Math.floor((100 * done) / total)} %)`;
}
