import { randomUUID } from "node:crypto";
import { encodeMessage, newHeader, type Message, type ParentHeader } from "../wire/message.js";
import type { Outlet } from "./outlet.js";

const USERNAME = "kernel";

/** A request with the way back to the one who asked. */
export interface Incoming {
  readonly message: Message;
  readonly back: Outlet;
}

/** The messages that the kernel sends. */
export class Outgoing {
  readonly #session: string = randomUUID();
  readonly #iopub: Outlet;
  readonly #key: string;

  constructor(iopub: Outlet, key: string) {
    this.#iopub = iopub;
    this.#key = key;
  }

  /** Answers a request on the socket that it came from. */
  reply({ message: request, back }: Incoming, content: object): void {
    const reply = this.#message(request.header, replyType(request), content);
    back.send(encodeMessage({ ...reply, identities: request.identities }, this.#key));
  }

  /** Tells everyone who watches. */
  publish(parent: ParentHeader, msgType: string, content: object, metadata: object = {}): void {
    const topic = Buffer.from(`kernel.${this.#session}.${msgType}`);
    const message = this.#message(parent, msgType, content, metadata);
    this.#iopub.send(encodeMessage({ ...message, identities: [topic] }, this.#key));
  }

  status(parent: ParentHeader, state: "starting" | "busy" | "idle"): void {
    this.publish(parent, "status", { execution_state: state });
  }

  #message(parent: ParentHeader, msgType: string, content: object, metadata: object = {}): Message {
    return {
      identities: [],
      header: newHeader(msgType, this.#session, USERNAME),
      parent,
      metadata: { ...metadata },
      content: { ...content },
      buffers: [],
    };
  }
}

/** The type of the message that answers a request. */
export function replyType(request: Message): string {
  return request.header.msg_type.replace(/_request$/, "_reply");
}
