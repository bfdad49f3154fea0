import { setTimeout as sleep } from "node:timers/promises";
import { channelAddress, type Connection } from "../../src/kernel/wire/connection-file.js";
import {
  decodeMessage,
  encodeMessage,
  type Message,
  newHeader,
} from "../../src/kernel/wire/message.js";
import { loadZeromq } from "../../src/kernel/wire/zeromq.js";
import { type Content, type Exchange, type OpenExchange, openExchange } from "./kernel-exchange.js";

/** A client on the sockets of a kernel, which shows every message as it comes. */
export interface KernelClient {
  request(msgType: string, content?: Content, channel?: "shell" | "control"): Exchange;
  /** Sends a cell, and does not wait for those that were sent before. */
  run(code: string): Exchange;
  /** Resolves once requests are answered and what is published is heard. */
  ready(): Promise<void>;
  close(): void;
}

/** A kernel that is just starting is found this soon, in milliseconds. */
const OPTIONS = { linger: 0, reconnectInterval: 5 };

/** Connects to the sockets of a kernel, which may start later. */
export async function connectKernel(connection: Connection): Promise<KernelClient> {
  const { Dealer, Subscriber } = await loadZeromq();
  const asked = { shell: new Dealer(OPTIONS), control: new Dealer(OPTIONS) };
  const heard = new Subscriber({ ...OPTIONS, receiveHighWaterMark: 0 });
  heard.subscribe();
  const sockets = { ...asked, iopub: heard };
  const exchanges = new Map<unknown, OpenExchange>();
  for (const [channel, socket] of Object.entries(sockets)) {
    const received = channel === "iopub" ? "publish" : "reply";
    socket.connect(channelAddress(connection, channel as keyof typeof sockets));
    void listen(socket, connection.key, (message) =>
      exchanges.get(message.parent["msg_id"])?.[received](message),
    );
  }
  const request: KernelClient["request"] = (msgType, content = {}, channel = "shell") => {
    const message = newMessage(msgType, content);
    const exchange = openExchange();
    exchanges.set(message.header.msg_id, exchange);
    void asked[channel].send(encodeMessage(message, connection.key));
    return exchange;
  };
  const isOpen = (): boolean => !heard.closed;
  return {
    request,
    run: (code) => request("execute_request", { ...EXECUTE, code }),
    ready: () => ready(request, isOpen),
    close: () => Object.values(sockets).forEach((socket) => socket.close()),
  };
}

const EXECUTE = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false };

function newMessage(msgType: string, content: Content): Message {
  const header = newHeader(msgType, "session of the tests", "tester");
  return { identities: [], header, parent: {}, metadata: {}, content, buffers: [] };
}

/** A subscriber misses what was published before the kernel knew of it: asks again until an `idle` is heard. */
async function ready(request: KernelClient["request"], isOpen: () => boolean): Promise<void> {
  const asked: Promise<unknown>[] = [];
  do asked.push(request("kernel_info_request").ended);
  while (isOpen() && !(await Promise.race([...asked, sleep(200)])));
}

/** Until the socket is closed. */
async function listen(
  socket: AsyncIterable<Buffer[]>,
  key: string,
  take: (message: Message) => void,
): Promise<void> {
  for await (const frames of socket) take(decodeMessage(frames, key));
}
