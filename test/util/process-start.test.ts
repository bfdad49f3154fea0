import { spawn } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { isProcessAlive } from "../../src/util/is-process-alive.js";
import { ownStart, processStart } from "../../src/util/process-start.js";
import { runProgram } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

it("a process is told by the computer's boot and its start, whatever its name", async () => {
  const program = join(temporaryFolder(), "a) 1 (b");
  copyFileSync("/bin/sleep", program);
  const child = spawn(program, ["600"]);
  const start = processStart(child.pid!)!;
  const { stdout } = await runProgram("ps", ["-o", "comm=", "-p", String(child.pid)]);
  expect(stdout.trim()).toBe("a) 1 (b");
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").replace("(a) 1 (b) ", "");
  expect(start).toBe(`${boot} ${fields.split(" ")[20]}`); // proc(5): field 22, one of which is the name
  expect(isProcessAlive(child.pid!, start)).toBe(true);
  expect(isProcessAlive(child.pid!, ownStart())).toBe(false);
  expect(isProcessAlive(child.pid!)).toBe(true);
  child.kill("SIGKILL");
  await new Promise((resolve) => child.once("exit", resolve));
  expect(processStart(child.pid!)).toBeNull();
  expect(isProcessAlive(child.pid!, start)).toBe(false);
});
