import type { Worker } from "node:worker_threads";
import { CeterisError } from "../../util/error.js";
import type { Publish, Session } from "../session/session.js";
import { startSession } from "../session/start-session.js";
import type { ParentHeader } from "../wire/message.js";
import { SHARED, type SessionRequest, type ToMain, type ToWorker } from "./port.js";
import { allowTermination } from "./terminate-main.js";

/** Milliseconds that the last messages are given at the process's end. */
const CLOSES_WITHIN = 3000;

/** A request that is not answered yet. */
interface Running {
  readonly request: SessionRequest;
  /** What the session returned; absent until it has. */
  content?: Promise<object>;
}

/** The session as the worker reaches it: answers one request at a time, and says what is published. */
export class SessionLink {
  readonly #worker: Worker;
  readonly #shared: Int32Array;
  #session: Session | undefined;
  #running: Running | undefined;
  /** The cell that ran last: it is shown what comes later. */
  #cell: ParentHeader = {};

  constructor(worker: Worker, shared: Int32Array) {
    this.#worker = worker;
    this.#shared = shared;
  }

  start(): void {
    allowTermination();
    this.#session = startSession({
      cwd: process.cwd(),
      publishLate: (...message) => this.#publisher(this.#cell)(...message),
      takeInterrupt: () => this.#takeInterrupt(),
    });
    this.#post({ type: "ready", languageInfo: this.#session.languageInfo });
  }

  take(message: ToMain): void {
    if (message.type === "request") this.#answer(message);
    else if (message.type === "terminated") this.#terminated();
    else if (message.type !== "wake") this.#notice(message.type);
  }

  interrupt(): void {
    this.#session?.interrupt();
  }

  /** Sends what is held. ZeroMQ aborts a process that ends while its sockets are open. */
  exit(): void {
    this.#session?.close();
    this.#post({ type: "exiting" });
    Atomics.wait(this.#shared, SHARED.closed, 0, CLOSES_WITHIN);
  }

  #notice(message: "interrupt" | "ping" | "shutdown"): void {
    Atomics.add(this.#shared, SHARED.acknowledged, 1);
    if (message === "interrupt" && this.#takeInterrupt()) this.interrupt();
    if (message === "shutdown") process.exit(0);
  }

  /** The running cell may have noticed the interrupt before the message came. */
  #takeInterrupt(): boolean {
    return Atomics.exchange(this.#shared, SHARED.interrupted, 0) === 1;
  }

  /**
   * A cell ends as the session says. What was to send an answer that is there already may have been unwound, so it is
   * awaited again; where the call itself was, no answer comes.
   */
  #terminated(): void {
    this.#session?.terminated();
    const running = this.#running;
    if (running === undefined) return;
    if (running.content) void this.#send(running, running.content);
    else this.#reply(running, failure("Interrupted", "The request was interrupted."));
  }

  #answer(request: SessionRequest): void {
    const running: Running = { request };
    this.#running = running;
    try {
      running.content = Promise.resolve(this.#content(request));
    } catch (error) {
      return this.#reply(running, asFailure(error));
    }
    void this.#send(running, running.content);
  }

  async #send(running: Running, content: Promise<object>): Promise<void> {
    try {
      this.#reply(running, await content);
    } catch (error) {
      this.#reply(running, asFailure(error));
    }
  }

  #content(request: SessionRequest): object | Promise<object> {
    const { msgType, content } = request;
    const session = this.#session!;
    const code = String(content["code"] ?? "");
    const cursor = Number(content["cursor_pos"] ?? code.length);
    switch (msgType) {
      case "execute_request":
        return this.#execute(request, code);
      case "complete_request":
        return session.complete(code, cursor);
      case "inspect_request":
        return session.inspect(code, cursor, content["detail_level"] === 1 ? 1 : 0);
      case "is_complete_request":
        return session.isComplete(code);
    }
  }

  #execute({ content, parent }: SessionRequest, code: string): Promise<object> {
    this.#cell = parent;
    const silent = content["silent"] === true;
    const storeHistory = !silent && content["store_history"] !== false;
    const userExpressions = { ...(content["user_expressions"] as Record<string, string>) };
    const request = { code, silent, storeHistory, userExpressions };
    return this.#session!.execute(request, this.#publisher(parent));
  }

  #publisher(parent: ParentHeader): Publish {
    const publish: Publish = (msgType, content, metadata = {}) =>
      this.#post({
        type: "publish",
        parent,
        msgType,
        content: json(content, publish),
        metadata: json(metadata, publish),
      });
    return publish;
  }

  /** Once for every request. */
  #reply(running: Running, content: object): void {
    if (this.#running !== running) return;
    this.#post({ type: "reply", id: running.request.id, content: json(content) });
    this.#running = undefined;
  }

  #post(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    this.#worker.postMessage(message);
  }
}

/** Values that display themselves may hold what JSON does not know, as a `bigint`, or a circle. */
function json(content: object, caller: (...given: never[]) => unknown = json): string {
  try {
    return JSON.stringify(content);
  } catch (error) {
    const [reason] = String(error).split("\n");
    const told = new CeterisError(
      "KERNEL",
      `What is to be shown cannot be sent as JSON (${reason}): put numbers, texts, lists and plain objects into its bundle.`,
    );
    Error.captureStackTrace(told, caller);
    throw told;
  }
}

function asFailure(error: unknown): object {
  return error instanceof Error
    ? failure(error.name, error.message)
    : failure("Error", String(error));
}

function failure(ename: string, evalue: string): object {
  return { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] };
}
