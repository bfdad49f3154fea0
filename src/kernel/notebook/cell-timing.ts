import type { Message } from "../wire/message.js";

/** When a cell ran, under the names that JupyterLab gives the messages, in ISO 8601. */
export class CellTiming {
  readonly #times: Record<string, string> = {};

  get times(): Readonly<Record<string, string>> {
    return { ...this.#times };
  }

  /** Takes what is published for the cell. */
  published({ header, content }: Message): void {
    if (header.msg_type === "execute_input") this.#note("iopub.execute_input", header.date);
    if (header.msg_type === "status")
      this.#note(`iopub.status.${String(content["execution_state"])}`, header.date);
  }

  /** Takes the `execute_reply`. */
  replied({ header, metadata }: Message): void {
    this.#note("shell.execute_reply", header.date);
    this.#note("shell.execute_reply.started", metadata["started"]);
  }

  #note(name: string, date: unknown): void {
    if (typeof date === "string") this.#times[name] = date;
  }
}
