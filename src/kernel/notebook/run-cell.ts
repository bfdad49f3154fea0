import type { KernelClient } from "../client/kernel-client.js";
import type { Message } from "../wire/message.js";
import { type CellFailure, type CellPlace, failureOf, failureOutput } from "./cell-failure.js";
import { type Limits, outcomeOf } from "./cell-outcome.js";
import { CellOutputs, type Displays } from "./cell-outputs.js";
import { CellTiming } from "./cell-timing.js";
import { type Cell, type Output, tagsOf } from "./notebook.js";

/** How every cell of a notebook is run. */
export interface CellRules extends Limits {
  readonly allowErrors: boolean;
  /** Whether the times are kept in the cell's metadata. */
  readonly timing: boolean;
}

/** A cell that has run, in whatever way it ended. */
export interface CellRun {
  readonly failure: CellFailure | undefined;
  /** Whether the notebook ends here. */
  readonly isFatal: boolean;
  /** The cell with its outputs as they are now: later cells may change what it displays, and it may print after its end. */
  cell(): Cell;
}

/** Runs a cell of a notebook; what it displays is noted in `displays`, so that later cells can change it. */
export async function runCell(
  client: KernelClient,
  place: CellPlace,
  displays: Displays,
  rules: CellRules,
): Promise<CellRun> {
  const { cell } = place;
  const isWanted = tagsOf(cell).includes("raises-exception");
  const outputs = new CellOutputs(displays);
  const timing = new CellTiming();
  let count: number | null = null;
  const listener = (message: Message): void => {
    outputs.take(message);
    timing.published(message);
    count = countOf(message) ?? count;
  };
  const running = client.execute(cell.source, {
    stopOnError: !rules.allowErrors && !isWanted,
    listener,
  });
  const outcome = await outcomeOf(running, client, rules);
  if ("reply" in outcome && outcome.reply) {
    timing.replied(outcome.reply);
    count ??= countOf(outcome.reply);
  }
  const ended = failureOf(place, outcome, outputs.outputs, rules);
  const failure = isWanted && ended?.kind === "error" ? undefined : ended;
  return {
    failure,
    isFatal: failure !== undefined && !(failure.kind === "error" && rules.allowErrors),
    cell: () => ({
      ...cell,
      metadata: withTiming(cell, rules.timing ? timing.times : undefined),
      outputs: withFailure(outputs.outputs, failure),
      execution_count: count,
    }),
  };
}

function countOf({ content }: Message): number | null {
  const count = content["execution_count"];
  return Number.isInteger(count) ? Number(count) : null;
}

function withTiming({ metadata }: Cell, times: object | undefined): Cell["metadata"] {
  const { execution: _execution, ...others } = metadata;
  return times ? { ...others, execution: times } : others;
}

/** A kernel that ended or took no notice of an interrupt tells no error of its own. */
function withFailure(outputs: readonly Output[], failure: CellFailure | undefined): Output[] {
  const isTold = outputs.some(({ output_type: type }) => type === "error");
  const isOurs = failure !== undefined && failure.kind !== "error" && !isTold;
  return isOurs ? [...outputs, failureOutput(failure)] : [...outputs];
}
