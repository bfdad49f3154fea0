import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { lifeOf, ownProcess, processHere } from "../../src/util/process-id.js";
import { processStat } from "../../src/util/process-stat.js";
import { runProgram } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

it("a process is told by the computer's boot, its namespace and its start, whatever its name", async () => {
  const program = join(temporaryFolder(), "a) 1 (b");
  copyFileSync("/bin/sleep", program);
  const child = spawn(program, ["600"]);
  const pid = child.pid!;
  const id = processHere(pid);
  const { stdout } = await runProgram("ps", ["-o", "comm=,pgid=,tpgid=,pidns=", "-p", String(pid)]);
  expect(stdout).toMatch(/^a\) 1 \(b/);
  const [group, foreground, namespace] = stdout.slice("a) 1 (b".length).trim().split(/\s+/);
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace("(a) 1 (b) ", "").split(" ");
  expect(id).toEqual({
    host: hostname(),
    boot: readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(),
    namespace: `pid:[${namespace}]`,
    pid,
    start: fields[20], // proc(5): field 22, one of which is the name
  });
  expect(processStat(pid)).toMatchObject({
    group: Number(group),
    foreground: Number(foreground),
    terminal: Number(fields[5]),
  });
  expect([lifeOf(id), lifeOf(ownProcess())]).toEqual(["alive", "alive"]);
  expect(lifeOf({ ...id, start: ownProcess().start })).toBe("gone");
  expect(lifeOf({ ...id, start: null })).toBe("alive");
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(processStat(pid)).toBeNull();
  expect(lifeOf(id)).toBe("gone");
});

it("a number says nothing in another namespace, after another boot, or on another host", () => {
  const own = ownProcess();
  expect(lifeOf({ ...own, namespace: "pid:[1]" })).toBe("elsewhere");
  expect(lifeOf({ ...own, boot: randomUUID() })).toBe("elsewhere");
  expect(lifeOf({ ...own, host: "renamed" })).toBe("alive");
  const known = { ...own, boot: null, namespace: null, start: null };
  expect(lifeOf(known)).toBe("alive");
  expect(lifeOf({ ...known, host: "elsewhere" })).toBe("elsewhere");
});

it("a process that has ended is gone, though nobody waited for it", async () => {
  // The second program has the shell's child as its own, and never asks for it.
  const parent = spawn("sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]);
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const pid = Number(line);
  const id = processHere(pid);
  expect(lifeOf(id)).toBe("alive");
  await vi.waitUntil(() => readFileSync(`/proc/${parent.pid!}/comm`, "utf8") === "sleep\n");
  process.kill(pid, "SIGKILL");
  await vi.waitUntil(() => processStat(pid)?.state === "Z");
  expect(process.kill(pid, 0)).toBe(true);
  expect(lifeOf(id)).toBe("gone");
  expect(lifeOf({ ...id, start: null })).toBe("gone");
  parent.kill("SIGKILL");
});
