import { inspect } from "node:util";
import { orAborted } from "../index/or-aborted.js";
import { EVERY, SECONDS } from "../index/watch.js";
import {
  checkOptions,
  checkValue,
  FUNCTION,
  type OptionKinds,
  SIGNAL,
  type ValueKind,
} from "../util/check-options.js";
import { pause } from "../util/pause.js";
import { JUPYTER_DISPLAY } from "./display/bundles.js";
import { displayHost } from "./host/host.js";
import { type LiveOutput, liveOutput } from "./host/live-output.js";
import { withoutProgress } from "./host/show-progress.js";

export interface LiveOptions {
  /** Seconds between two drawings; 2 by default. */
  readonly every?: number;
  /** Is asked before each drawing whether it is the last one. */
  readonly until?: () => boolean | Promise<boolean>;
  /** Ends it, after a last drawing. */
  readonly signal?: AbortSignal;
}

const DRAW: ValueKind = {
  accepts: FUNCTION.accepts,
  remedy: "give a function that draws, such as async () => compare(await index.info(), formula)",
};

const OPTIONS: OptionKinds<LiveOptions> = { every: SECONDS, until: FUNCTION, signal: SIGNAL };

/**
 * Draws one output again and again while runs are going on: await it in a cell of a notebook. In a terminal the text of
 * it is drawn over itself; where stdout is none, only the last one is printed.
 *
 * A drawing that fails says so in its place, and the next one is tried; the last drawing shows the final state, and is
 * rejected where it fails. An interrupt of the cell ends it at once.
 *
 * @param draw - Gives a chart, a table, or any other value; it never runs twice at a time.
 *
 * @example
 * const draw = async () => plot(await index.info(), "val_accuracy ~ log10(lr)");
 * await live(draw, { until: async () => filterWhere(await index.info(), "status == 'completed'").numRows() >= 100 });
 */
export async function live(draw: () => unknown, options: LiveOptions = {}): Promise<void> {
  checkValue("The first argument of live", draw, DRAW);
  checkOptions("live", options, OPTIONS);
  const interrupted = displayHost()?.interrupted;
  await orAborted(redraw(draw, options, liveOutput(), interrupted), interrupted);
}

async function redraw(
  draw: () => unknown,
  { every = EVERY, until, signal }: LiveOptions,
  output: LiveOutput,
  interrupted: AbortSignal | undefined,
): Promise<void> {
  for (let round = 0, isLast = false; !isLast; round += 1) {
    isLast = signal?.aborted ?? false;
    const drawOnce = async (): Promise<unknown> => {
      isLast ||= (await until?.()) ?? false;
      return draw();
    };
    try {
      // The progress of the first load may be worth a line of the cell, that of each later one is not.
      const drawn = await (round === 0 ? drawOnce() : withoutProgress(drawOnce));
      interrupted?.throwIfAborted();
      output.show(drawn);
    } catch (error) {
      if (isLast || interrupted?.aborted) throw error;
      output.show(failure(error, every));
    }
    if (!isLast) await pause(every * 1000, signal);
    interrupted?.throwIfAborted();
  }
  output.end();
}

/** What stands in the place of a drawing that failed. */
function failure(error: unknown, every: number): object {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : inspect(error);
  const text = `This could not be drawn; it is tried again every ${every} s.\n${reason}`;
  return { [JUPYTER_DISPLAY]: () => ({ "text/plain": text }) };
}
