import type { Publisher, Router } from "zeromq";
import { warn } from "./warn.js";

/** A socket that sends one message after the other: while one waits, ZeroMQ takes no second. */
export class Outlet {
  readonly #socket: Router | Publisher;
  #last: Promise<void> = Promise.resolve();

  constructor(socket: Router | Publisher) {
    this.#socket = socket;
  }

  send(frames: Buffer[]): void {
    this.#last = this.#last
      .then(() => this.#socket.send(frames))
      .catch((error: unknown) => warn(`A message could not be sent: ${String(error)}`));
  }

  /** Resolves once ZeroMQ has taken everything. */
  sent(): Promise<void> {
    return this.#last;
  }
}
