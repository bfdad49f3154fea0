import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { channelAddress } from "../../../src/kernel/wire/connection-file.js";
import {
  type Content,
  decodeMessage,
  encodeMessage,
  type Message,
  newHeader,
} from "../../../src/kernel/wire/message.js";
import { loadZeromq } from "../../../src/kernel/wire/zeromq.js";
import { type Exchange, hasPrinted, printedBy, resultOf } from "../../tools/kernel-exchange.js";
import {
  kernelFolders,
  ownKernel,
  type RunningKernel,
  startKernel,
} from "../../tools/kernel-process.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

// One real process answers all the tests but the last, which ends it.
const folder = newFolder();
let kernel: RunningKernel;
let warnings = "";

beforeAll(async () => {
  kernel = await startKernel(ownKernel(), kernelFolders(folder));
  kernel.process.stderr?.on("data", (text: string) => (warnings += text));
}, 60_000);
afterAll(async () => {
  await kernel.stop();
  removeFolder(folder);
});

/** Types of what was published for a request, with the state of a status. */
function course({ published }: Exchange): string[] {
  return published.map(({ header, content }) =>
    header.msg_type === "status" ? String(content["execution_state"]) : header.msg_type,
  );
}

function messageOf(msgType: string, content: Content): Message {
  const header = newHeader(msgType, "stranger", "someone");
  return { identities: [], header, parent: {}, metadata: {}, content, buffers: [] };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

test("a cell is busy from its request to its idle, and its outputs lie between", async () => {
  const cell = kernel.run('console.log("out"); 1 + 1');
  expect(await cell.ended).toMatchObject({ status: "ok", execution_count: 1 });
  // "busy" is said again where the answer to a client that asked meanwhile has said "idle".
  const states = [...new Set(course(cell))];
  expect(states).toEqual(["busy", "execute_input", "stream", "execute_result", "idle"]);
});

test("a silent cell is not shown and not counted", async () => {
  const cell = kernel.request("execute_request", { code: "1 + 1", silent: true });
  expect(await cell.ended).toMatchObject({ status: "ok", execution_count: 1 });
  expect(course(cell)).toEqual(["busy", "idle"]);
  const history = await kernel.request("history_request", { hist_access_type: "range" }).ended;
  expect(history["history"]).toEqual([[1, 1, 'console.log("out"); 1 + 1']]);
});

test("while a cell is stuck the kernel says what it is, and that it is busy still", async () => {
  const cell = kernel.run('console.log("in"); for (;;);');
  await hasPrinted(cell);
  const info = kernel.request("kernel_info_request");
  expect(await info.ended).toMatchObject({
    status: "ok",
    protocol_version: "5.3",
    implementation: "ceteris",
    language_info: { name: "typescript", file_extension: ".ts" },
  });
  await until(() => course(cell).filter((state) => state === "busy").length === 2);
  expect(await kernel.request("interrupt_request", {}, "control").ended).toEqual({ status: "ok" });
  expect(await cell.ended).toMatchObject({ status: "error", ename: "Interrupted" });
});

test("what AsyncLocalStorage runs can be interrupted", async () => {
  const cell = kernel.run(`import { AsyncLocalStorage } from "node:async_hooks";
const storage = new AsyncLocalStorage<number>();
await storage.run(1, async () => { await null; console.log("in"); for (;;); });`);
  await hasPrinted(cell);
  void kernel.request("interrupt_request", {}, "control");
  expect(await cell.ended).toMatchObject({ status: "error", ename: "Interrupted" });
  const next = kernel.run("storage.run(2, () => storage.getStore())");
  await next.ended;
  expect(resultOf(next)).toBe("2");
});

test("a cell that catches its interrupt and gets stuck is ended as well", async () => {
  const cell = kernel.run(
    'try { console.log("in"); await new Promise(() => {}); } catch {}\nfor (;;);',
  );
  await hasPrinted(cell);
  void kernel.request("interrupt_request", {}, "control");
  expect(await cell.ended).toMatchObject({ status: "error", ename: "Interrupted" });
});

test("with stop_on_error off the cells behind an error run", async () => {
  const wrong = kernel.request("execute_request", { code: "throw 1", stop_on_error: false });
  const next = kernel.run("2 + 3");
  expect((await wrong.ended)["status"]).toBe("error");
  await next.ended;
  expect(resultOf(next)).toBe("5");
});

test("what a timer prints after the cell's end is shown at the cell", async () => {
  const cell = kernel.run('setTimeout(() => console.log("late"), 30); undefined');
  await cell.ended;
  await hasPrinted(cell);
  expect(printedBy(cell, "stdout")).toBe("late\n");
});

test("ports, comms and heartbeats are answered", async () => {
  const { shell_port, iopub_port, stdin_port, control_port, hb_port } = kernel.connection;
  expect(await kernel.request("connect_request").ended).toEqual({
    status: "ok",
    shell_port,
    iopub_port,
    stdin_port,
    control_port,
    hb_port,
  });
  const comms = await kernel.request("comm_info_request", { target_name: "x" }).ended;
  expect(comms).toEqual({ status: "ok", comms: {} });
  const opened = kernel.request("comm_open", { comm_id: "c", target_name: "x", data: {} });
  const closed = await opened.first(({ header }) => header.msg_type === "comm_close");
  expect(closed.content).toEqual({ comm_id: "c", data: {} });
  const { Request } = await loadZeromq();
  const heart = new Request({ linger: 0 });
  heart.connect(channelAddress(kernel.connection, "hb"));
  await heart.send("beat");
  expect((await heart.receive()).toString()).toBe("beat");
  heart.close();
});

test("forged, copied and unknown messages are dropped, each with a line that says why", async () => {
  const { Dealer } = await loadZeromq();
  const stranger = new Dealer({ linger: 1000 });
  stranger.connect(channelAddress(kernel.connection, "shell"));
  const message = (msgType: string, code: string): Message => messageOf(msgType, { code });
  const forged = encodeMessage(message("execute_request", "process.exit(4)"), "another key");
  const copied = encodeMessage(
    message("execute_request", "globalThis.ran = (globalThis.ran ?? 0) + 1"),
    kernel.connection.key,
  );
  await stranger.send(forged);
  await stranger.send(copied);
  await stranger.send(copied);
  await stranger.send(encodeMessage(message("nonsense_request", ""), kernel.connection.key));
  await stranger.send("noise");
  await until(() => warnings.includes("has 2 frames"));
  stranger.close();
  expect(warnings.trim().split("\n")).toEqual([
    expect.stringContaining("is not signed with the connection's key: it was dropped."),
    expect.stringContaining("A copy of the execute_request that had come before was dropped."),
    expect.stringContaining('unknown type "nonsense_request" was ignored.'),
    expect.stringContaining("has 2 frames"),
  ]);
  const cell = kernel.run("Reflect.get(globalThis, 'ran')");
  await cell.ended;
  expect(resultOf(cell)).toBe("1");
});

test("a client that comes again under the same identity is answered", async () => {
  const { Dealer } = await loadZeromq();
  for (const client of [0, 1].map(() => new Dealer({ linger: 0, routingId: "twin" }))) {
    client.connect(channelAddress(kernel.connection, "shell"));
    await client.send(encodeMessage(messageOf("connect_request", {}), kernel.connection.key));
    const { header } = decodeMessage(await client.receive(), kernel.connection.key);
    expect(header.msg_type).toBe("connect_reply");
  }
});

test("a cell without code is an empty one", async () => {
  for (const content of [{ code: null }, {}]) {
    const cell = kernel.request("execute_request", content);
    expect(await cell.ended).toMatchObject({ status: "ok" });
    expect(resultOf(cell)).toBe(undefined);
  }
  const { history } = await kernel.request("history_request", { hist_access_type: "tail", n: 2 })
    .ended;
  expect(history).toEqual([1, 1].map(() => [1, expect.any(Number), ""]));
});

test("what JSON cannot hold is an error that says what to do", async () => {
  const cell = kernel.run(
    '({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": { count: 1n } }) })',
  );
  const sentence =
    "What is to be shown cannot be sent as JSON (TypeError: Do not know how to serialize a BigInt): put numbers, texts, lists and plain objects into its bundle.";
  expect(await cell.ended).toMatchObject({
    ename: "CeterisError",
    evalue: sentence,
    traceback: [expect.stringContaining(sentence)],
  });
});

test("half a surrogate pair is replaced, as no file could hold it", async () => {
  const cell = kernel.run('console.log("\\ud83d cut \\\\ud83d 😀"); throw new Error("\\ude00")');
  expect(await cell.ended).toMatchObject({ evalue: "\ufffd" });
  expect(printedBy(cell, "stdout")).toBe("\ufffd cut \\ud83d 😀\n");
});

test("a cell may end the process, with the code that it says; nothing that it printed is lost", async () => {
  const exit = once(kernel.process, "exit");
  const cell = kernel.run(`process.on("exit", () => console.log("last"));
for (let i = 0; i < 5000; i += 1) console.log(i);
process.exit(3)`);
  expect(await exit).toEqual([3, null]);
  await until(() => printedBy(cell, "stdout").endsWith("last\n"));
  const lines = Array.from({ length: 5000 }, (_, i) => `${i}\n`);
  expect(printedBy(cell, "stdout")).toBe(`${lines.join("")}last\n`);
});
