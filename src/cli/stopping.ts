import { constants } from "node:os";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Turns the first request to end this process into an abort, so that it can end in order; the second ends it at once. */
export class Stopping {
  /** What the process should exit with by the custom of shells, once it was asked to end. */
  exitCode: number = 0;
  readonly #controller = new AbortController();

  constructor() {
    for (const name of SIGNALS) process.on(name, this.#take);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** From now on the requests have their usual effect. */
  end(): void {
    for (const name of SIGNALS) process.off(name, this.#take);
  }

  readonly #take = (name: NodeJS.Signals): void => {
    this.exitCode = 128 + constants.signals[name];
    if (this.signal.aborted) process.exit(this.exitCode);
    this.#controller.abort();
  };
}
