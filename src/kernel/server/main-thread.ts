import { setTimeout as sleep } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import type { Content, Message } from "../wire/message.js";
import {
  SHARED,
  type SessionRequest,
  type SessionRequestType,
  type ToMain,
  type ToWorker,
  type WorkerData,
} from "./port.js";
import { terminateMain, type TerminateOptions } from "./terminate-main.js";

/** Milliseconds within which a main thread that is not stuck takes notice of an interrupt, and between two looks. */
const PATIENCE = 300;
const LOOK = 10;

/** What the session wants published. */
export type Publication = Extract<ToWorker, { type: "publish" }>;

/** The main thread as the worker sees it: asked one request at a time, interrupted even in an endless loop. */
export class MainThread {
  /** `language_info`, once the session has started. */
  readonly languageInfo: Promise<object>;
  readonly #port: MessagePort;
  readonly #shared: Int32Array;
  readonly #answers = new Map<number, (content: Content) => void>();
  #requests = 0;
  #started = false;
  #interrupting: Promise<void> | undefined;

  constructor(
    port: MessagePort,
    { shared }: WorkerData,
    publish: (publication: Publication) => void,
    exiting: () => void,
  ) {
    this.#port = port;
    this.#shared = shared;
    this.languageInfo = new Promise((resolve) => {
      port.on("message", (message: ToWorker) => {
        if (message.type === "publish") publish(message);
        else if (message.type === "reply") this.#take(message.id, message.content);
        else if (message.type === "ready") resolve(this.#start(message.languageInfo));
        else exiting();
      });
    });
  }

  /** The content of the session's reply. */
  async request(msgType: SessionRequestType, { header, content }: Message): Promise<Content> {
    await this.languageInfo;
    await this.#interrupting;
    const id = this.#requests++;
    const request: SessionRequest = { type: "request", id, msgType, content, parent: header };
    return new Promise((resolve) => {
      this.#answers.set(id, resolve);
      Atomics.store(this.#shared, SHARED.interrupted, 0);
      this.#post(request);
    });
  }

  /** Ends the running cell; nothing where the session has not started. */
  interrupt(): void {
    if (this.#started) this.#interrupting ??= this.#interrupt();
  }

  /** Ends the process, also where its main thread is stuck. */
  shutdown(): void {
    void this.#reach({ type: "shutdown" });
  }

  #start(languageInfo: object): object {
    this.#started = true;
    return languageInfo;
  }

  #take(id: number, content: string): void {
    this.#answers.get(id)?.(JSON.parse(content) as Content);
    this.#answers.delete(id);
  }

  #post(message: ToMain): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    this.#port.postMessage(message);
  }

  /** A cell that goes on after an interrupt that it has noticed may be stuck a moment later. */
  async #interrupt(): Promise<void> {
    const running = [...this.#answers.keys()];
    if (running.length > 0) Atomics.store(this.#shared, SHARED.interrupted, 1);
    await this.#reach({ type: "interrupt" });
    while (running.some((id) => this.#answers.has(id))) {
      await sleep(LOOK);
      await this.#reach({ type: "ping" });
    }
    this.#interrupting = undefined;
  }

  /** Posts a message; a main thread that takes no notice of it is in synchronous code, which is terminated. */
  async #reach(message: ToMain): Promise<void> {
    const before = Atomics.load(this.#shared, SHARED.acknowledged);
    const isFree = (): boolean => Atomics.load(this.#shared, SHARED.acknowledged) !== before;
    const options: TerminateOptions = {
      wake: () => this.#post({ type: "wake" }),
      isFree,
      sparesKernel: message.type !== "shutdown",
    };
    this.#post(message);
    for (let waited = 0; waited < PATIENCE && !isFree(); waited += LOOK) await sleep(LOOK);
    if (!isFree() && (await terminateMain(options))) this.#post({ type: "terminated" });
  }
}
