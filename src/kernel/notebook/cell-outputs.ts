import type { Content, Message } from "../wire/message.js";
import { soundBundle } from "./mime-bundle.js";
import { isObject, type Output } from "./notebook.js";
import { overwrittenText } from "./overwritten-text.js";

/** Outputs that may be replaced later, by the id under which they were displayed; one for a whole notebook. */
export type Displays = Map<string, Output[]>;

/** The outputs of a cell, made from what the kernel publishes for it. */
export class CellOutputs {
  readonly #displays: Displays;
  #outputs: Output[] = [];
  #clearsNext = false;

  constructor(displays: Displays) {
    this.#displays = displays;
  }

  /** As they are now; streams as a terminal would show them. */
  get outputs(): Output[] {
    return this.#outputs.map((output) =>
      output.output_type === "stream"
        ? { ...output, text: overwrittenText(String(output["text"])) }
        : output,
    );
  }

  /** Takes a published message; those that are no outputs are passed over. */
  take({ header, content }: Message): void {
    switch (header.msg_type) {
      case "stream":
        return this.#print(String(content["name"]), String(content["text"] ?? ""));
      case "display_data":
      case "execute_result":
        return this.#display(header.msg_type, content);
      case "update_display_data":
        return this.#update(content);
      case "error":
        return this.#push(errorOutput(content));
      case "clear_output":
        return this.#clear(content["wait"] === true);
      default:
    }
  }

  #print(name: string, text: string): void {
    this.#clearIfDue();
    const last = this.#outputs.at(-1);
    if (last?.output_type === "stream" && last["name"] === name)
      last["text"] = String(last["text"]) + text;
    else this.#push({ output_type: "stream", name, text });
  }

  #display(type: string, content: Content): void {
    const id = displayId(content);
    if (id !== undefined) this.#update(content);
    const output: Output = {
      output_type: type,
      ...shown(content),
      ...(type === "execute_result" ? { execution_count: content["execution_count"] ?? null } : {}),
    };
    this.#push(output);
    if (id !== undefined) this.#displays.set(id, [...(this.#displays.get(id) ?? []), output]);
  }

  /** Replaces what was displayed under an id, in this cell and in those before. */
  #update(content: Content): void {
    const displayed = this.#displays.get(displayId(content) ?? "") ?? [];
    for (const output of displayed) Object.assign(output, shown(content));
  }

  #push(output: Output): void {
    this.#clearIfDue();
    this.#outputs.push(output);
  }

  #clear(waits: boolean): void {
    if (waits) this.#clearsNext = true;
    else this.#outputs = [];
  }

  #clearIfDue(): void {
    if (this.#clearsNext) this.#outputs = [];
    this.#clearsNext = false;
  }
}

function displayId({ transient }: Content): string | undefined {
  const id = isObject(transient) ? transient["display_id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

function shown({ data, metadata }: Content): Pick<Output, "data" | "metadata"> {
  return { data: soundBundle(data), metadata: isObject(metadata) ? metadata : {} };
}

function errorOutput({ ename, evalue, traceback }: Content): Output {
  const lines = Array.isArray(traceback) ? traceback.map(String) : [];
  return {
    output_type: "error",
    ename: String(ename ?? ""),
    evalue: String(evalue ?? ""),
    traceback: lines,
  };
}
