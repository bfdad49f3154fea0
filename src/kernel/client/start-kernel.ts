import { setTimeout as sleep } from "node:timers/promises";
import { countText } from "../../util/count-text.js";
import { CeterisError } from "../../util/error.js";
import type { LocatedKernel } from "../spec/find-kernel.js";
import type { Content } from "../wire/message.js";
import { connectKernel, type KernelClient } from "./kernel-client.js";

/** Where a kernel starts, and how long that may take. */
export interface StartKernelOptions {
  /** The folder in which it runs cells; this process's by default. */
  readonly cwd?: string;
  /** Seconds until it has to answer. Default 60. */
  readonly timeout?: number;
  /** Ends the kernel where it is aborted before the kernel answers. */
  readonly signal?: AbortSignal;
}

/** A kernel that answers. */
export interface StartedKernel {
  readonly client: KernelClient;
  /** The content of its `kernel_info_reply`: its language, its protocol, its name. */
  readonly info: Content;
}

/**
 * Starts a kernel of any language and waits until it answers. It ends with this process, however that ends.
 *
 * @throws CeterisError `KERNEL` where it cannot be started, ends, or does not answer in time, with the end of what it
 * printed.
 */
export async function startKernel(
  kernel: LocatedKernel,
  { cwd = process.cwd(), timeout = 60, signal }: StartKernelOptions = {},
): Promise<StartedKernel> {
  signal?.throwIfAborted();
  const client = await connectKernel(kernel, cwd);
  const deadline = new AbortController();
  try {
    const info = await Promise.race([
      client.ready(),
      tooLate(client, timeout, deadline.signal),
      ...(signal ? [aborted(signal, deadline.signal)] : []),
    ]);
    return { client, info };
  } catch (error) {
    await client.kill();
    throw error;
  } finally {
    deadline.abort();
  }
}

async function tooLate(client: KernelClient, timeout: number, done: AbortSignal): Promise<never> {
  const isLate = await sleep(timeout * 1000, true, { signal: done }).catch(() => false);
  if (!isLate) return new Promise<never>(() => {});
  const { lastWords } = client;
  const remedy = lastWords ? "mend what it said last:" : "it said nothing; is it installed whole?";
  throw new CeterisError(
    "KERNEL",
    `The kernel ${client.kernel.name} did not answer within ${countText(timeout, "second")}: ${remedy}${lastWords}`,
  );
}

function aborted(signal: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true, signal: done });
  });
}
