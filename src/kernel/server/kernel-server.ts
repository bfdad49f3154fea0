import type { Connection } from "../wire/connection-file.js";
import { type Content, decodeMessage, type Message } from "../wire/message.js";
import { History } from "./history.js";
import { kernelInfo } from "./kernel-info.js";
import type { MainThread, Publication } from "./main-thread.js";
import { replyType, type Incoming, type Outgoing } from "./outgoing.js";
import type { Outlet } from "./outlet.js";
import type { SessionRequestType } from "./port.js";
import { Replays } from "./replays.js";
import { RequestQueue } from "./request-queue.js";
import { warn } from "./warn.js";

type Answer = (message: Message) => object | Promise<object>;

const OK = { status: "ok" };
const ABORTED = { status: "aborted" };

/** Answered also while a cell is running. */
const AT_ONCE: ReadonlySet<string> = new Set([
  "kernel_info_request",
  "interrupt_request",
  "shutdown_request",
]);

/** What a kernel does with the messages that reach it. */
export class KernelServer {
  readonly #connection: Connection;
  readonly #outgoing: Outgoing;
  readonly #main: MainThread;
  readonly #end: () => void;
  readonly #history = new History();
  readonly #replays = new Replays();
  readonly #queue = new RequestQueue((incoming, aborted) => this.#takeTurn(incoming, aborted));
  readonly #answers: Readonly<Record<string, Answer>> = {
    kernel_info_request: async () => kernelInfo(await this.#main.languageInfo),
    interrupt_request: () => this.#interrupt(),
    shutdown_request: ({ content }) => ({ ...OK, restart: content["restart"] === true }),
    connect_request: () => this.#ports(),
    comm_info_request: () => ({ ...OK, comms: {} }),
    history_request: ({ content }) => this.#history.reply(content),
    execute_request: (message) => this.#execute(message),
    complete_request: (message) => this.#ask("complete_request", message),
    inspect_request: (message) => this.#ask("inspect_request", message),
    is_complete_request: (message) => this.#ask("is_complete_request", message),
  };
  /** Text of the running cell's last expression. */
  #result: string | null = null;

  /** `end` is called when a client has asked for the kernel's end, and was answered. */
  constructor(connection: Connection, outgoing: Outgoing, main: MainThread, end: () => void) {
    this.#connection = connection;
    this.#outgoing = outgoing;
    this.#main = main;
    this.#end = end;
  }

  /** Takes the frames of a message; one that is not for this kernel is dropped with a line that says why. */
  receive(frames: readonly Buffer[], back: Outlet): void {
    try {
      const message = decodeMessage(frames, this.#connection.key);
      const signature = frames[message.identities.length + 1]!.toString();
      if (signature === "" || this.#replays.isNew(signature)) this.#dispatch({ message, back });
      else warn(`A copy of the ${message.header.msg_type} that had come before was dropped.`);
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error));
    }
  }

  /** Publishes what the session shows. */
  publish({ parent, msgType, content: text, metadata }: Publication): void {
    const content = JSON.parse(text) as Content;
    if (msgType === "execute_result" && parent.msg_id === this.#queue.running?.msg_id)
      this.#result = plainText(content);
    this.#outgoing.publish(parent, msgType, content, JSON.parse(metadata) as object);
  }

  #dispatch(incoming: Incoming): void {
    const { header, content } = incoming.message;
    const type = header.msg_type;
    if (AT_ONCE.has(type)) void this.#answerAtOnce(incoming);
    else if (Object.hasOwn(this.#answers, type)) this.#queue.push(incoming);
    else if (type === "comm_open") this.#refuseComm(incoming.message, content["comm_id"]);
    else warn(`A message of the unknown type ${JSON.stringify(type)} was ignored.`);
  }

  async #answerAtOnce(incoming: Incoming): Promise<void> {
    const { header } = incoming.message;
    await this.#answer(incoming, this.#answers[header.msg_type]!);
    if (header.msg_type === "shutdown_request") this.#end();
    // The running cell is busy still: front ends show the last status that came.
    else if (this.#queue.running) this.#outgoing.status(this.#queue.running, "busy");
  }

  async #takeTurn(incoming: Incoming, aborted: boolean): Promise<void> {
    const answer = this.#answers[incoming.message.header.msg_type]!;
    await this.#answer(incoming, aborted ? () => ABORTED : answer);
  }

  async #answer(incoming: Incoming, answer: Answer): Promise<void> {
    const { message } = incoming;
    this.#outgoing.status(message.header, "busy");
    const content = await answer(message);
    this.#outgoing.reply(incoming, content);
    if (message.header.msg_type === "shutdown_request")
      this.#outgoing.publish(message.header, replyType(message), content);
    this.#outgoing.status(message.header, "idle");
  }

  async #execute(message: Message): Promise<Content> {
    this.#result = null;
    const reply = await this.#ask("execute_request", message);
    const { code, silent, store_history: stored, stop_on_error: stops } = message.content;
    if (reply["status"] === "error" && stops !== false) await this.#queue.abortCells();
    if (silent !== true && stored !== false)
      this.#history.add({
        line: Number(reply["execution_count"]),
        code: String(code ?? ""),
        output: this.#result,
      });
    return reply;
  }

  #ask(type: SessionRequestType, message: Message): Promise<Content> {
    return this.#main.request(type, message);
  }

  #interrupt(): object {
    this.#main.interrupt();
    return OK;
  }

  #ports(): object {
    const { shell_port, iopub_port, stdin_port, control_port, hb_port } = this.#connection;
    return { ...OK, shell_port, iopub_port, stdin_port, control_port, hb_port };
  }

  /** There are no comms here: the side that opens one is to know it. */
  #refuseComm({ header }: Message, id: unknown): void {
    this.#outgoing.status(header, "busy");
    this.#outgoing.publish(header, "comm_close", { comm_id: id, data: {} });
    this.#outgoing.status(header, "idle");
  }
}

function plainText({ data }: Content): string | null {
  const text: unknown = Reflect.get(Object(data), "text/plain");
  return typeof text === "string" ? text : null;
}
