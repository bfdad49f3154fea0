import type { Message } from "../wire/message.js";
import type { Source } from "./kernel-channels.js";

/** Takes what a kernel publishes for a request: statuses, outputs, errors. */
export interface Listener {
  (message: Message): void;
}

/** A request and what comes back for it. */
export class Exchange {
  /** The request's `msg_id`. */
  readonly id: string;
  readonly reply: Promise<Message>;
  /** Resolves once everything for the request was published. */
  readonly idle: Promise<void>;
  /** When the last message came, in milliseconds of `performance.now()`. */
  lastHeard: number = performance.now();
  readonly #listener: Listener | undefined;
  #replied!: (message: Message) => void;
  #idled!: () => void;

  constructor(id: string, listener?: Listener) {
    this.id = id;
    this.#listener = listener;
    this.reply = new Promise((resolve) => {
      this.#replied = resolve;
    });
    this.idle = new Promise((resolve) => {
      this.#idled = resolve;
    });
  }

  take(message: Message, source: Source): void {
    this.lastHeard = performance.now();
    if (source !== "iopub") return this.#replied(message);
    this.#listener?.(message);
    if (message.header.msg_type === "status" && message.content["execution_state"] === "idle")
      this.#idled();
  }
}
