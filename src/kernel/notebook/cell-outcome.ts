import { setTimeout as sleep } from "node:timers/promises";
import type { KernelClient } from "../client/kernel-client.js";
import { KernelEndedError } from "../client/kernel-ended-error.js";
import type { KernelEnd } from "../client/kernel-process.js";
import type { Message } from "../wire/message.js";

/** How the execution of a cell came to its end. */
export type Outcome =
  | { readonly kind: "replied"; readonly reply: Message }
  /** Stopped from outside; without a reply where the kernel took no notice. */
  | { readonly kind: "timeout" | "interrupted"; readonly reply?: Message }
  | { readonly kind: "kernel-ended"; readonly end: KernelEnd };

/** What may stop a cell. */
export interface Limits {
  /** Seconds that it may take. */
  readonly timeout: number | undefined;
  /** Interrupts it. */
  readonly signal: AbortSignal | undefined;
}

/** How long an interrupted cell may take to end. */
const GRACE_MS = 5000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits for a cell, and interrupts it where it takes too long or the user asks for it. */
export async function outcomeOf(
  running: Promise<Message>,
  client: KernelClient,
  limits: Limits,
): Promise<Outcome> {
  const ending = running.then(replied, ended);
  const done = new AbortController();
  try {
    const first = await Promise.race([ending, ...stops(limits, done.signal)]);
    if (typeof first === "object") return first;
    await client.interrupt();
    const last = await Promise.race([ending, sleep(GRACE_MS, undefined, { signal: done.signal })]);
    return { kind: first, ...(last?.kind === "replied" ? { reply: last.reply } : {}) };
  } finally {
    done.abort();
  }
}

function stops(
  { timeout, signal }: Limits,
  done: AbortSignal,
): Promise<"timeout" | "interrupted">[] {
  const stopping: Promise<"timeout" | "interrupted">[] = [];
  if (timeout !== undefined) stopping.push(expiry(timeout * 1000, done));
  if (signal) stopping.push(abortion(signal, done));
  return stopping;
}

/** Never resolves once it is not waited for any more. */
async function expiry(milliseconds: number, done: AbortSignal): Promise<"timeout"> {
  const delay = Math.min(milliseconds, LONGEST_TIMER_MS);
  const isDue = await sleep(delay, true, { signal: done }).catch(() => false);
  return isDue ? "timeout" : new Promise<never>(() => {});
}

function abortion(signal: AbortSignal, done: AbortSignal): Promise<"interrupted"> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve("interrupted");
    const options = { once: true, signal: done };
    signal.addEventListener("abort", () => resolve("interrupted"), options);
  });
}

function replied(reply: Message): Outcome {
  return { kind: "replied", reply };
}

function ended(error: unknown): Outcome {
  if (error instanceof KernelEndedError) return { kind: "kernel-ended", end: error.end };
  throw error;
}
