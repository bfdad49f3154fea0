import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Content, type Message, newHeader } from "../wire/message.js";
import { Exchange, type Listener } from "./exchange.js";
import type { LocatedKernel } from "../spec/find-kernel.js";
import { KernelChannels } from "./kernel-channels.js";
import { KernelEndedError } from "./kernel-ended-error.js";
import { KernelProcess } from "./kernel-process.js";

/** How a cell is executed. */
export interface ExecuteOptions {
  /** Whether an error aborts the requests that wait in the kernel's queue. Default true. */
  readonly stopOnError?: boolean;
  /** Takes what the kernel publishes for the cell, in order, and also what it prints after the cell's end. */
  readonly listener?: Listener;
}

/** How long the outputs of a cell may take after its reply, once nothing comes any more. */
const QUIET_MS = 10_000;
const SHUTDOWN_MS = 3000;
/** Stock tslab refuses what comes in the 200 ms after an error. */
const REFUSED_MS = 100;
const MOST_REFUSALS = 20;
/** Not every user of a container has a name. */
const USERNAME = "ceteris";
/** A kernel that starts may lose a request. */
const REPLY_MS = 1000;
const SUBSCRIPTION_MS = 200;
const MOST_SUBSCRIPTION_TRIES = 20;

/** A kernel that this process started, of any language; `shutdown` has to be called at the end. */
export class KernelClient {
  readonly kernel: LocatedKernel;
  readonly #process: KernelProcess;
  readonly #channels: KernelChannels;
  readonly #session: string;
  /** Those that wait, and those of all cells: what a cell began may print later. */
  readonly #exchanges = new Map<string, Exchange>();
  /** Rejects when the process ends. */
  readonly #failure: Promise<never>;

  constructor(
    kernel: LocatedKernel,
    process: KernelProcess,
    channels: KernelChannels,
    session: string,
  ) {
    this.kernel = kernel;
    this.#process = process;
    this.#channels = channels;
    this.#session = session;
    this.#failure = process.ended.then((end) => {
      throw new KernelEndedError(kernel.name, end);
    });
    this.#failure.catch(() => {}); // it may end when nobody waits for it
    channels.receive((message, source) => {
      const parent: unknown = message.parent["msg_id"];
      if (typeof parent === "string") this.#exchanges.get(parent)?.take(message, source);
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @returns The reply's content.
   * @throws KernelEndedError where the kernel ends before.
   */
  async request(
    msgType: string,
    content: Content = {},
    channel: "shell" | "control" = "shell",
  ): Promise<Content> {
    const exchange = this.#begin(channel, msgType, content);
    const reply = await this.#whileAlive(exchange.reply);
    this.#exchanges.delete(exchange.id);
    return reply.content;
  }

  /**
   * Runs a cell and waits for its reply and for all that it published.
   *
   * @returns The `execute_reply`, whose content says whether it was `ok`, an `error`, or refused.
   * @throws KernelEndedError where the kernel ends before.
   */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Message> {
    for (let refusals = 0; ; refusals += 1) {
      const reply = await this.#executeOnce(code, options);
      if (!isRefusal(reply) || refusals === MOST_REFUSALS) return reply;
      await sleep(REFUSED_MS);
    }
  }

  /** Interrupts the running cell, in the way that the kernelspec says. Windows has no SIGINT for another process. */
  async interrupt(): Promise<void> {
    if (this.kernel.spec.interruptMode === "signal" && process.platform !== "win32")
      return this.#process.signal("SIGINT");
    await this.#channels.send("control", this.#message("interrupt_request", {}));
  }

  /** Asks the kernel to end, then makes it; nothing of it is left afterwards. Never rejects. */
  async shutdown(): Promise<void> {
    void this.#channels.send("control", this.#message("shutdown_request", { restart: false }));
    await Promise.race([this.#process.ended, sleep(SHUTDOWN_MS, undefined, { ref: false })]);
    await this.kill();
  }

  /** Ends the kernel without asking it. */
  async kill(): Promise<void> {
    await this.#process.stop();
    this.#channels.close();
  }

  /** What a kernel that does not answer has printed so far. */
  get lastWords(): string {
    return this.#process.lastWords;
  }

  /**
   * Waits until the kernel answers, and until what it publishes arrives here: a subscription takes its time. It is asked
   * again and again, as a request may be lost while it starts.
   *
   * @returns The content of the `kernel_info_reply`.
   */
  async ready(): Promise<Content> {
    const asked: Exchange[] = [];
    for (let unheard = 0; ;) {
      asked.push(this.#begin("shell", "kernel_info_request", {}));
      const replies = asked.map(({ reply }) => reply);
      const first = await this.#whileAlive(Promise.race([...replies, pause(REPLY_MS)]));
      if (!first) continue;
      const heard = asked.map(({ idle }) => idle.then(() => true));
      const isHeard = await Promise.race([...heard, pause(SUBSCRIPTION_MS)]);
      if (!isHeard && (unheard += 1) < MOST_SUBSCRIPTION_TRIES) continue;
      for (const { id } of asked) this.#exchanges.delete(id);
      return first.content;
    }
  }

  async #executeOnce(
    code: string,
    { stopOnError = true, listener }: ExecuteOptions,
  ): Promise<Message> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: stopOnError,
    };
    const exchange = this.#begin("shell", "execute_request", content, listener);
    const reply = await this.#whileAlive(exchange.reply);
    await this.#whileAlive(untilIdle(exchange));
    return reply;
  }

  #begin(
    channel: "shell" | "control",
    msgType: string,
    content: Content,
    listener?: Listener,
  ): Exchange {
    const message = this.#message(msgType, content);
    const exchange = new Exchange(message.header.msg_id, listener);
    this.#exchanges.set(exchange.id, exchange);
    void this.#channels.send(channel, message);
    return exchange;
  }

  #message(msgType: string, content: Content): Message {
    const header = newHeader(msgType, this.#session, USERNAME);
    return { identities: [], header, parent: {}, metadata: {}, content, buffers: [] };
  }

  #whileAlive<T>(promise: Promise<T>): Promise<T> {
    return Promise.race([promise, this.#failure]);
  }
}

/** Starts a kernel's process and connects to it; whether it answers is not known yet. */
export async function connectKernel(kernel: LocatedKernel, cwd: string): Promise<KernelClient> {
  const session = randomUUID();
  const process = await KernelProcess.start(kernel, cwd);
  try {
    const channels = await KernelChannels.open(process.connection, session);
    return new KernelClient(kernel, process, channels, session);
  } catch (error) {
    await process.stop();
    throw error;
  }
}

function pause(milliseconds: number): Promise<undefined> {
  return sleep(milliseconds, undefined, { ref: false });
}

/** A kernel that never says that it is idle is waited for until it has been quiet for long. */
async function untilIdle(exchange: Exchange): Promise<void> {
  const idle = exchange.idle.then(() => true);
  while (!(await Promise.race([idle, sleep(1000, false, { ref: false })])))
    if (performance.now() - exchange.lastHeard > QUIET_MS) return;
}

function isRefusal({ content }: Message): boolean {
  return content["status"] === "abort" || content["status"] === "aborted";
}
