import type { Dealer, Subscriber } from "zeromq";
import { type Connection, channelAddress } from "../wire/connection-file.js";
import { decodeMessage, encodeMessage, type Message } from "../wire/message.js";
import { loadZeromq } from "../wire/zeromq.js";

/** Where a message came from. */
export type Source = "shell" | "control" | "iopub";

/** Takes what a kernel sends. */
export interface Receiver {
  (message: Message, source: Source): void;
}

/** The sockets by which a client talks to a kernel. Nothing is lost for want of room, or before the kernel listens. */
export class KernelChannels {
  readonly #dealers: Readonly<Record<"shell" | "control", Dealer>>;
  readonly #iopub: Subscriber;
  readonly #key: string;
  #sent: Promise<void> = Promise.resolve();

  private constructor(
    dealers: Readonly<Record<"shell" | "control", Dealer>>,
    iopub: Subscriber,
    key: string,
  ) {
    this.#dealers = dealers;
    this.#iopub = iopub;
    this.#key = key;
  }

  /** @throws CeterisError `KERNEL` where ZeroMQ is not installed. */
  static async open(connection: Connection, session: string): Promise<KernelChannels> {
    const { Dealer, Subscriber } = await loadZeromq();
    const options = { linger: 0, receiveHighWaterMark: 0, sendHighWaterMark: 0 };
    const dealer = (): Dealer => new Dealer({ ...options, routingId: session });
    const dealers = { shell: dealer(), control: dealer() };
    const iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
    iopub.subscribe();
    dealers.shell.connect(channelAddress(connection, "shell"));
    dealers.control.connect(channelAddress(connection, "control"));
    iopub.connect(channelAddress(connection, "iopub"));
    return new KernelChannels(dealers, iopub, connection.key);
  }

  /** Hands over every message from now on. */
  receive(receiver: Receiver): void {
    void this.#read(this.#dealers.shell, "shell", receiver);
    void this.#read(this.#dealers.control, "control", receiver);
    void this.#read(this.#iopub, "iopub", receiver);
  }

  /** Sends requests in the order of the calls; a socket takes one at a time, and none once it is closed. */
  send(channel: "shell" | "control", message: Message): Promise<void> {
    const frames = encodeMessage(message, this.#key);
    this.#sent = this.#sent.then(() => this.#dealers[channel].send(frames)).catch(() => {});
    return this.#sent;
  }

  close(): void {
    for (const socket of [this.#dealers.shell, this.#dealers.control, this.#iopub]) socket.close();
  }

  async #read(socket: Dealer | Subscriber, source: Source, receiver: Receiver): Promise<void> {
    for await (const frames of socket) {
      const message = this.#decode(frames);
      if (message) receiver(message, source);
    }
  }

  /** Undefined for what is not signed with the connection's key: it comes from somebody else. */
  #decode(frames: Buffer[]): Message | undefined {
    try {
      return decodeMessage(frames, this.#key);
    } catch {
      return undefined;
    }
  }
}
