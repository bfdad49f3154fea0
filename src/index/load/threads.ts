import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Reply, Request } from "./worker.js";

/** More threads wait for the disk, and for each other. */
const MOST_THREADS = 7;
/** A thread that nothing was asked of for so long is let go, in milliseconds. */
const IDLE_MS = 10_000;

const PROGRAM = new URL("./worker.js", import.meta.url);

/** A thread of this process that helps with loads, one request after the other. */
export class Thread {
  readonly #worker: Worker;
  #idle: NodeJS.Timeout | undefined;
  #waiting: { resolve: (reply: Reply) => void; reject: (error: unknown) => void }[] = [];
  isAlive = true;

  constructor(program: URL) {
    this.#worker = new Worker(program, { execArgv: [], name: "ceteris-load" });
    this.#worker.on("message", (reply: Reply) => {
      this.#waiting.shift()!.resolve(reply);
      this.#rest();
    });
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new Error("the thread has ended")));
    this.#rest();
  }

  /** Asks for help; the process does not end before the reply is there. */
  ask(request: Request): Promise<Reply> {
    clearTimeout(this.#idle);
    this.#worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    this.#worker.postMessage(request);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** While nothing is asked of it, a thread does not keep the process from its end. */
  #rest(): void {
    if (this.#waiting.length > 0) return;
    this.#worker.unref();
    this.#idle = setTimeout(() => void this.#worker.terminate(), IDLE_MS).unref();
  }

  #end(error: unknown): void {
    this.isAlive = false;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}

let threads: readonly Thread[] = [];

/**
 * Threads to share work with, at most `most`: as many as the machine has cores beside this thread's. They are started
 * once and serve every load; none where the program that they run is not on disk, as in a bundle.
 */
export function helpingThreads(most: number): readonly Thread[] {
  const wanted = Math.min(most, MOST_THREADS, availableParallelism() - 1);
  threads = threads.filter(({ isAlive }) => isAlive);
  if (wanted > threads.length && existsSync(fileURLToPath(PROGRAM)))
    threads = [
      ...threads,
      ...Array.from({ length: wanted - threads.length }, () => new Thread(PROGRAM)),
    ];
  return threads.slice(0, Math.max(0, wanted));
}
