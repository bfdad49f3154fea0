import { inspect } from "node:util";

/** A run that this process records and has not ended yet. */
export interface OpenRun {
  /** Called once a second while the event loop turns. */
  tick(): void;
  end(how: ProcessEnding): void;
}

/** How a process ends that has runs open. */
export type ProcessEnding =
  | { readonly status: "interrupted"; readonly exitCode?: number; readonly signal?: string }
  | { readonly status: "failed"; readonly traceback: string };

const TICK_MS = 1000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const runs: Set<OpenRun> = new Set();
let timer: NodeJS.Timeout | undefined;

/**
 * Looks after a run until it is removed: ticks it, fails it where an error ends the process, and interrupts it
 * where the process ends otherwise. The timer keeps no process alive.
 */
export function addOpenRun(run: OpenRun): void {
  if (runs.size === 0) watch();
  runs.add(run);
}

export function removeOpenRun(run: OpenRun): void {
  if (runs.delete(run) && runs.size === 0) unwatch();
}

/** Leaves signals to Node until the event loop turns again. */
export function ignoreSignals(): void {
  for (const signal of SIGNALS) process.off(signal, onSignal);
}

function watch(): void {
  timer = setInterval(onTick, TICK_MS).unref();
  setImmediate(onTick).unref();
  process.on("exit", onExit);
  process.on("uncaughtExceptionMonitor", onUncaught);
}

function unwatch(): void {
  clearInterval(timer);
  process.off("exit", onExit);
  process.off("uncaughtExceptionMonitor", onUncaught);
  ignoreSignals();
}

/**
 * Signals are caught from here on only: a handler would hold Ctrl-C back from a program that computes without
 * letting the event loop turn. Such a program dies at once, and its run reads as lost.
 */
function onTick(): void {
  if (runs.size === 0) return;
  for (const run of runs) run.tick();
  ignoreSignals();
  // Before a handler of the program's own, which is gone by then where it was to be called once.
  for (const signal of SIGNALS) process.prependListener(signal, onSignal);
}

/** Ends the process as the signal would have; where the program handles the signal itself, that is its matter. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  endAll({ status: "interrupted", signal });
  process.kill(process.pid, signal);
}

function onExit(exitCode: number): void {
  endAll({ status: "interrupted", exitCode });
}

function onUncaught(error: unknown): void {
  if (process.listenerCount("uncaughtException") > 0) return;
  endAll({ status: "failed", traceback: `${inspect(error)}\n` });
}

function endAll(how: ProcessEnding): void {
  for (const run of runs) run.end(how);
}
