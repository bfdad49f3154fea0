import { describe, expect, it } from "vitest";
import { CellOutputs, type Displays } from "../../../src/kernel/notebook/cell-outputs.js";
import { newHeader } from "../../../src/kernel/wire/message.js";

function publish(
  outputs: CellOutputs,
  type: string,
  content: Readonly<Record<string, unknown>>,
): void {
  const header = newHeader(type, "session", "user");
  outputs.take({ identities: [], header, parent: {}, metadata: {}, content, buffers: [] });
}

const print = (outputs: CellOutputs, text: string, name = "stdout"): void =>
  publish(outputs, "stream", { name, text });

const display = (outputs: CellOutputs, text: string, id?: string, type = "display_data"): void =>
  publish(outputs, type, {
    data: { "text/plain": text },
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });

const texts = (outputs: CellOutputs): unknown[] =>
  outputs.outputs.map(({ data, text }) => text ?? (data as Record<string, unknown>)["text/plain"]);

describe("CellOutputs", () => {
  it("joins what one stream prints in a row", () => {
    const outputs = new CellOutputs(new Map());
    print(outputs, "a");
    print(outputs, "b\n");
    print(outputs, "warning\n", "stderr");
    print(outputs, "c\n");
    expect(outputs.outputs).toEqual([
      { output_type: "stream", name: "stdout", text: "ab\n" },
      { output_type: "stream", name: "stderr", text: "warning\n" },
      { output_type: "stream", name: "stdout", text: "c\n" },
    ]);
  });

  it("replaces what was displayed under an id, wherever it is", () => {
    const displays: Displays = new Map();
    const [first, second] = [new CellOutputs(displays), new CellOutputs(displays)];
    display(first, "old", "a");
    display(first, "other", "b");
    display(second, "again", "a");
    expect([texts(first), texts(second)]).toEqual([["again", "other"], ["again"]]);
    display(second, "new", "a", "update_display_data");
    display(second, "nowhere", "c", "update_display_data");
    expect([texts(first), texts(second)]).toEqual([["new", "other"], ["new"]]);
    expect(first.outputs[0]).not.toHaveProperty("transient");
  });

  it("clears at once, or when the next output comes", () => {
    const outputs = new CellOutputs(new Map());
    print(outputs, "1");
    publish(outputs, "clear_output", { wait: true });
    expect(texts(outputs)).toEqual(["1"]);
    print(outputs, "2");
    expect(texts(outputs)).toEqual(["2"]);
    publish(outputs, "clear_output", { wait: false });
    expect(texts(outputs)).toEqual([]);
  });

  it("makes outputs that nbformat accepts of what kernels send", () => {
    const outputs = new CellOutputs(new Map());
    publish(outputs, "display_data", {
      data: { "text/plain": ["in\n", "lines"], "text/x": { a: 1 }, "application/json": [1] },
    });
    publish(outputs, "execute_result", {
      data: { "text/plain": "1" },
      metadata: {},
      execution_count: 4,
    });
    publish(outputs, "error", { ename: "E", evalue: "v" });
    publish(outputs, "comm_open", { data: {} });
    expect(outputs.outputs).toEqual([
      {
        output_type: "display_data",
        data: { "text/plain": "in\nlines", "text/x": '{"a":1}', "application/json": [1] },
        metadata: {},
      },
      {
        output_type: "execute_result",
        data: { "text/plain": "1" },
        metadata: {},
        execution_count: 4,
      },
      { output_type: "error", ename: "E", evalue: "v", traceback: [] },
    ]);
  });
});
