import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasPrinted, printedBy, resultOf } from "../../tools/kernel-exchange.js";
import {
  kernelFolders,
  ownKernel,
  type RunningKernel,
  startKernel,
} from "../../tools/kernel-process.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

const folder = newFolder();
const folders = kernelFolders(folder);
let kernel: RunningKernel;

// One kernel for all that cells print.
beforeAll(async () => {
  kernel = await startKernel(ownKernel(), folders);
}, 60_000);
afterAll(async () => {
  await kernel?.stop();
  removeFolder(folder);
});

test("20,000 lines arrive, complete and in order", { timeout: 60_000 }, async () => {
  const cell = kernel.run("for (let i = 0; i < 20_000; i += 1) console.log(`line ${i}`);");
  expect((await cell.ended)["status"]).toBe("ok");
  const lines = Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`);
  expect(printedBy(cell, "stdout") === lines.join("")).toBe(true);
});

test(
  "a line of 20 MB arrives whole, and is no cause to lose the next",
  { timeout: 60_000 },
  async () => {
    const cell = kernel.run('console.log("é".repeat(10_000_000)); console.log("after")');
    expect((await cell.ended)["status"]).toBe("ok");
    expect(printedBy(cell, "stdout") === `${"é".repeat(10_000_000)}\nafter\n`).toBe(true);
  },
);

test(
  "stdout, stderr and results keep the order in which they were made",
  { timeout: 60_000 },
  async () => {
    const cell = kernel.run(
      'console.log(1); console.error(2); console.log(3); process.stdout.write("4"); 5',
    );
    await cell.ended;
    const shown = cell.published.flatMap(({ header, content }) => {
      if (header.msg_type === "stream") return String(content["text"]).trim().split("\n");
      return header.msg_type === "execute_result" ? ["result"] : [];
    });
    expect(shown).toEqual(["1", "2", "3", "4", "result"]);
    expect(printedBy(cell, "stderr")).toBe("2\n");
  },
);

test("what a long synchronous loop prints arrives while it runs", { timeout: 60_000 }, async () => {
  const stop = join(folders.own, "stop");
  const cell = kernel.run(`import { existsSync } from "node:fs";
console.log("begun");
while (!existsSync(${JSON.stringify(stop)}));
"left the loop"`);
  await hasPrinted(cell);
  expect(resultOf(cell)).toBe(undefined);
  writeFileSync(stop, "");
  expect((await cell.ended)["status"]).toBe("ok");
  expect(resultOf(cell)).toBe("'left the loop'");
});

test(
  "what child processes print where they inherit a stream is shown",
  { timeout: 60_000 },
  async () => {
    const cell = kernel.run(`import { execSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
const { stdout, status } = spawnSync("sh", ["-c", "echo one; echo wrong >&2; exit 3"], { stdio: "inherit" });
execSync("echo two", { stdio: ["ignore", "inherit", "pipe"] });
const child = spawn("sh", ["-c", "echo three; echo four >&2"], { stdio: ["ignore", "inherit", process.stdout] });
await once(child, "close");
[stdout, status, child.stdout, execSync("echo five").toString()]`);
    await cell.ended;
    expect(printedBy(cell, "stdout").split("\n").toSorted().join(" ").trim()).toBe(
      "four one three two",
    );
    expect(printedBy(cell, "stderr")).toBe("wrong\n");
    expect(resultOf(cell)).toBe("[ null, 3, null, 'five\\n' ]");
  },
);

test(
  "cells that wait behind an error are aborted, and one sent later runs",
  { timeout: 60_000 },
  async () => {
    await kernel.run("let effects = 0; let go: (() => void) | undefined").ended;
    const failing = kernel.run(`await new Promise((resolve) => setTimeout(resolve, 300));
throw new RangeError("out of luck")`);
    const queued = [kernel.run("effects += 1"), kernel.run("effects += 10")];
    const failed = await failing.ended;
    expect(failed).toMatchObject({ status: "error", ename: "RangeError", evalue: "out of luck" });
    const replies = await Promise.all(queued.map(({ ended }) => ended));
    expect(replies.map(({ status }) => status)).toEqual(["aborted", "aborted"]);
    const later = kernel.run("effects");
    const reply = await later.ended;
    expect(reply).toMatchObject({
      status: "ok",
      execution_count: Number(failed["execution_count"]) + 1,
    });
    expect(resultOf(later)).toBe("0");
  },
);
