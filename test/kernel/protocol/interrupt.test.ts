import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { built } from "../../tools/built.js";
import { hasPrinted, resultOf } from "../../tools/kernel-exchange.js";
import {
  kernelFolders,
  ownKernel,
  type RunningKernel,
  startKernel,
} from "../../tools/kernel-process.js";
import { PROJECT } from "../../tools/project.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

const folder = newFolder();
let kernel: RunningKernel;

// One kernel is interrupted again and again.
beforeAll(async () => {
  kernel = await startKernel(ownKernel(), kernelFolders(folder));
  await run(`import { execSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
let turns = 0, cleaned = 0;
const kept = { answer: 42 };`);
}, 60_000);
afterAll(async () => {
  await kernel?.stop();
  removeFolder(folder);
});

/** Runs a cell to its end; the text of its result. */
async function run(code: string): Promise<unknown> {
  const cell = kernel.run(code);
  expect(await cell.ended).toMatchObject({ status: "ok" });
  return resultOf(cell);
}

async function interrupt(): Promise<void> {
  const reply = await kernel.request("interrupt_request", {}, "control").ended;
  expect(reply).toEqual({ status: "ok" });
}

/** Cells that would never end; each prints when it is where it stays. */
const ENDLESS = {
  "a synchronous loop": 'console.log("in"); for (;;) turns += 1;',
  "a synchronous loop after an await": 'await sleep(5); console.log("in"); for (;;) turns += 1;',
  "a loop of microtasks": 'console.log("in"); for (;;) { await null; turns += 1; }',
  "a loop of microtasks in a function of its own":
    'const spin = async () => { for (;;) { await null; turns += 1; } }; console.log("in"); await spin();',
  "a loop that sleeps": 'console.log("in"); for (;;) { await sleep(2); turns += 1; }',
  "a loop that sleeps, in a function of its own":
    'const nap = async () => { for (;;) { await sleep(2); turns += 1; } }; console.log("in"); await nap();',
  "a promise that nobody resolves": 'console.log("in"); await new Promise(() => {});',
  "a function of the library that never returns":
    'console.log("in"); [3, 1, 2].sort((a, b) => { for (;;) turns += 1; });',
  "an immediate that is not the first":
    'setImmediate(() => {}); setImmediate(() => { console.log("in"); for (;;) turns += 1; }); await new Promise(() => {});',
  "an error that is never told":
    'console.log("in"); throw Object.assign(new Error("odd"), { [inspect.custom]() { for (;;) turns += 1; } });',
  "a regular expression that never ends":
    'console.log("in"); /^(a+)+$/.test("a".repeat(99) + "b");',
};

test.each(Object.entries(ENDLESS))(
  "%s is stopped for good, and the variables stay",
  { timeout: 60_000 },
  async (_name, code) => {
    const cell = kernel.run(code);
    await hasPrinted(cell);
    await interrupt();
    const reply = await cell.ended;
    expect(reply).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(cell.published.filter(({ header }) => header.msg_type === "error")).toHaveLength(1);
    expect(await run("const before = turns; await sleep(60); turns - before")).toBe("0");
    expect(await run("kept")).toBe("{ answer: 42 }");
  },
);

test("`finally` runs where an awaiting cell is interrupted", { timeout: 60_000 }, async () => {
  const cell = kernel.run(
    'try { console.log("in"); for (;;) await sleep(2); } finally { cleaned += 1; }',
  );
  await hasPrinted(cell);
  await interrupt();
  expect(await cell.ended).toMatchObject({ ename: "Interrupted" });
  expect(await run("cleaned")).toBe("1");
});

test.each([
  ["as the last of the cell", 'console.log("in"); execSync("sleep 1"); 9'],
  ["before what is not to run", 'console.log("in"); execSync("sleep 1"); turns = -1;'],
  ["before an await", 'console.log("in"); execSync("sleep 1"); await null; turns = -1;'],
  ["again and again", 'console.log("in"); for (;;) execSync("sleep 0.1");'],
])(
  "a wait for another program %s is interrupted when it returns",
  { timeout: 60_000 },
  async (_where, code) => {
    const cell = kernel.run(code);
    await hasPrinted(cell);
    await interrupt();
    expect(await cell.ended).toMatchObject({ status: "error", ename: "Interrupted" });
    expect(resultOf(cell)).toBe(undefined);
    expect(await run("turns >= 0")).toBe("true");
  },
);

test("`for await` closes what it was interrupted in", { timeout: 60_000 }, async () => {
  const cell = kernel.run(`const source = { [Symbol.asyncIterator]: () => ({
  next: () => new Promise<IteratorResult<number>>(() => console.log("in")),
  return: async () => { cleaned = 7; return { done: true, value: 0 } as const; },
}) };
for await (const item of source) console.log(item);`);
  await hasPrinted(cell);
  await interrupt();
  expect(await cell.ended).toMatchObject({ ename: "Interrupted" });
  expect(await run("cleaned")).toBe("7");
});

test("an interrupted watch looks no more", { timeout: 60_000 }, async () => {
  await run(`import { Index } from ${JSON.stringify(built("ceteris.js"))};
const index = new Index(${JSON.stringify(join(PROJECT, "test/fixtures/digits-exman/root"))});
const timers = () =>
  (process as any).getActiveResourcesInfo().filter((name: string) => name === "Timeout").length;
await sleep(300); // those of earlier cells have ended
const idle = timers();`);
  const cell = kernel.run(
    'for await (const runs of index.watch({ every: 1000 })) console.log("in"); ',
  );
  await hasPrinted(cell);
  await sleep(200);
  await interrupt();
  expect(await cell.ended).toMatchObject({ ename: "Interrupted" });
  expect(await run("await sleep(300); timers() - idle")).toBe("0");
});

test("cells that wait behind an interrupted one are aborted", { timeout: 60_000 }, async () => {
  const cell = kernel.run('console.log("in"); for (;;) await sleep(2);');
  const queued = kernel.run("kept.answer = 0");
  await hasPrinted(cell);
  await interrupt();
  expect(await queued.ended).toMatchObject({ status: "aborted" });
  expect(await run("kept.answer")).toBe("42");
});

test(
  "a cell that is interrupted while it is compiled leaves the compiler whole",
  { timeout: 60_000 },
  async () => {
    const cell = kernel.run(
      'import ts from "@tslab/typescript-for-tslab"; const version: string = ts.version; version',
    );
    await cell.first(({ header }) => header.msg_type === "execute_input");
    await interrupt();
    await cell.ended; // it may have been done
    expect(await run("const word: string = kept.answer.toFixed(1); word")).toBe("'42.0'");
    const wrong = await kernel.run("const figure: number = word;").ended;
    expect(wrong).toMatchObject({
      status: "error",
      evalue: expect.stringMatching(/not assignable/),
    });
  },
);

test("an interrupt while no cell runs does nothing", { timeout: 60_000 }, async () => {
  await interrupt();
  await interrupt();
  const cell = kernel.run("await sleep(400); for (let i = 0; i < 1e7; i += 1); kept.answer");
  expect(await cell.ended).toMatchObject({ status: "ok" });
  expect(resultOf(cell)).toBe("42");
});
