import { setImmediate as nextTurn } from "node:timers/promises";
import type { Header } from "../wire/message.js";
import type { Incoming } from "./outgoing.js";

const EXECUTE = "execute_request";

/** What is done with a request whose turn has come. */
export type Turn = (incoming: Incoming, aborted: boolean) => Promise<void>;

/** Requests that are answered one after the other. */
export class RequestQueue {
  readonly #turn: Turn;
  #waiting: { readonly incoming: Incoming; readonly aborted: boolean }[] = [];
  #running: Header | undefined;

  constructor(turn: Turn) {
    this.#turn = turn;
  }

  /** The request that is being answered. */
  get running(): Header | undefined {
    return this.#running;
  }

  push(incoming: Incoming): void {
    this.#waiting.push({ incoming, aborted: false });
    if (this.#running === undefined) void this.#work();
  }

  /** Cells that have arrived by now are not to run; those that are sent once the client knows are. */
  async abortCells(): Promise<void> {
    await nextTurn(); // what has arrived may not have been read yet
    this.#waiting = this.#waiting.map(({ incoming, aborted }) => ({
      incoming,
      aborted: aborted || incoming.message.header.msg_type === EXECUTE,
    }));
  }

  async #work(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      this.#running = next.incoming.message.header;
      await this.#turn(next.incoming, next.aborted);
    }
    this.#running = undefined;
  }
}
