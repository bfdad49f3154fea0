import { constants } from "node:os";
import type { Ending } from "../run.js";

/** How a program ended: with a code, or by a signal. */
export interface Exit {
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
}

/** Signals that a program dies of by its own fault. */
const FAULTS: ReadonlySet<string | undefined> = new Set([
  "SIGSEGV",
  "SIGABRT",
  "SIGBUS",
  "SIGFPE",
  "SIGILL",
  "SIGSYS",
  "SIGTRAP",
]);

/** Exit code 0 is a completed run, another one or a fault a failed run, and any other signal an interrupted one. */
export function statusOf({ exitCode, signal }: Exit): Ending["status"] {
  if (signal !== undefined) return FAULTS.has(signal) ? "failed" : "interrupted";
  return exitCode === 0 ? "completed" : "failed";
}

/** True where a program that dies of the signal leaves a picture of its memory. */
export function dumpsCore(signal: NodeJS.Signals): boolean {
  return FAULTS.has(signal) || signal === "SIGQUIT";
}

/** The exit code by the custom of shells: 128 and the number of the signal. */
export function shellCode({ exitCode, signal }: Exit): number {
  return signal === undefined ? (exitCode ?? 1) : 128 + constants.signals[signal];
}

/** The name of a signal by its number; undefined for 0, and for a number that is none. */
export function signalName(number: number | undefined): NodeJS.Signals | undefined {
  const entry = Object.entries(constants.signals).find(([, value]) => value === number);
  return entry?.[0] as NodeJS.Signals | undefined;
}
