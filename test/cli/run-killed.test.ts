import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { presentStatus, recordedStatus } from "../../src/store/run-file.js";
import { PYTHON } from "../tools/project.js";
import { readRunFile } from "../tools/read-run-file.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { newestRun } from "./recorded-run.js";
import { PROGRAM, runCeteris } from "./run-ceteris.js";

const KILLS = 30;
const AT_ONCE = 3;
/** Prints its number, then lines while there is a file "on". */
const SCRIPT =
  'echo "$$"; n=0; while test -e on; do n=$((n+1)); echo "step $n loss: 0.5"; sleep 0.01; done';
const PATIENCE = { timeout: 30_000, interval: 20 };

/** Kills the recorder, or its command, at a moment of its own. */
async function killOne(cwd: string, count: number): Promise<number | null> {
  const words = ["run", "-q", "--scalars", "sh", "-c", SCRIPT];
  const recorder = spawn(process.execPath, [PROGRAM, ...words], { cwd });
  const ended = once(recorder, "exit"); // its output may go on
  const moment = sleep((count * 37) % 300);
  if (count % 2 === 0) {
    await moment; // perhaps before there is a run
    recorder.kill("SIGKILL");
    await ended;
    return null;
  }
  const [first] = (await once(recorder.stdout, "data")) as [Buffer];
  recorder.stdout.resume();
  await moment;
  process.kill(Number(first.toString().split("\n")[0]), "SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  return count;
}

function statusesIn(root: string): string[] {
  return readdirSync(join(root, "runs"))
    .filter((name) => !name.startsWith("."))
    .map((name) => presentStatus(recordedStatus(readRunFile(join(root, "runs", name)))));
}

it("a recorder or a command that is killed at any moment leaves runs that load", async () => {
  const cwd = temporaryFolder();
  const root = join(cwd, "exman");
  for (const name of ["runs", "index"]) mkdirSync(join(root, name), { recursive: true });
  writeFileSync(join(cwd, "on"), "");
  const counts = Array.from({ length: KILLS }, (_, count) => count);
  const work = async (): Promise<void> => {
    for (let count = counts.shift(); count !== undefined; count = counts.shift())
      await killOne(cwd, count);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  rmSync(join(cwd, "on")); // some go on without their recorder
  await vi.waitUntil(() => !statusesIn(root).includes("running"), PATIENCE);
  const index = new Index(root, { cache: false });
  const runs = await index.info();
  const names = readdirSync(join(root, "runs")).filter((name) => !name.startsWith("."));
  expect(index.problems).toEqual([]);
  expect(runs.numRows()).toBe(names.length);
  expect(new Set(names.map((name) => Number(name.slice(0, 6)))).size).toBe(names.length);
  const statuses = (runs.array("status") as string[]).toSorted();
  expect(statuses.filter((status) => status === "interrupted")).toHaveLength(KILLS / 2);
  expect(statuses.every((status) => status === "interrupted" || status === "lost")).toBe(true);
  for (const name of names) {
    const log = join(root, "runs", name, "log.txt");
    if (!existsSync(log)) continue;
    expect(readFileSync(log, "utf8")).toMatch(/^(?:\d+\n(?:step \d+ loss: 0\.5\n)*)?$/);
  }
}, 60_000);

const PROGRAMS = join(import.meta.dirname, "programs");

/** What `print-on` prints on stdout and on stderr, which have no letter in common. */
const NUMBERS = Array.from({ length: 10_000 }, (_, n) => n);
const PRINTED = {
  out: NUMBERS.map((n) => `${n}\n`).join(""),
  err: NUMBERS.map((n) => `${letters(n)};`).join(""),
};

function letters(n: number): string {
  return String(n)
    .padStart(4, "0")
    .replaceAll(/\d/g, (digit) => "abcdefghij"[Number(digit)]!);
}

describe("a recorder that is killed", () => {
  it.each([
    ["sh", "print-on.sh"],
    [PYTHON, "print-on.py"],
  ])(
    "leaves its command running: %s",
    async (program, script) => {
      const cwd = temporaryFolder();
      const words = ["run", "-q", program, join(PROGRAMS, script)];
      const shell = `mkdir -p exman/runs exman/index
      { "$@" 2>&3 | cat > out.txt; } 3>&1 | cat > err.txt`;
      const whole = ["-c", shell, "bash", process.execPath, PROGRAM, ...words];
      const recorder = spawn("bash", whole, { cwd, stdio: "ignore" });
      const closed = once(recorder, "close");
      const root = join(cwd, "exman");
      const file = await vi.waitUntil(() => {
        const names = existsSync(join(root, "runs")) ? readdirSync(join(root, "runs")) : [];
        const found = names.some((name) => !name.startsWith(".")) && newestRun(root);
        return found && found.file.program && hasFirst(found.read("log.txt")) && found.file;
      }, PATIENCE);
      process.kill(file.pid!, "SIGKILL");
      await vi.waitUntil(() => !isThere(file.pid!), PATIENCE);
      expect(statusesIn(root)).toEqual(["running"]);
      const again = runCeteris(["run", "--resume", "1"], { cwd });
      expect(again).toMatchObject({
        exit: 1,
        err: expect.stringContaining(`${file.program!.pid}`),
      });
      writeFileSync(join(cwd, "go"), "");
      await closed; // the shell, once nobody holds its pipes
      expect(readFileSync(join(cwd, "ended"), "utf8")).toBe("whole");
      const log = newestRun(root).read("log.txt");
      expect(log.replaceAll(/[a-j;]/g, "")).toBe(PRINTED.out);
      expect(log.replaceAll(/[^a-j;]/g, "")).toBe(PRINTED.err);
      expect(readFileSync(join(cwd, "out.txt"), "utf8")).toBe(PRINTED.out);
      expect(readFileSync(join(cwd, "err.txt"), "utf8")).toBe(PRINTED.err);
      await vi.waitUntil(() => statusesIn(root)[0] === "lost", PATIENCE);
    },
    60_000,
  );

  it("leaves stderr to go on where nobody reads stdout", async () => {
    const printed = await afterKill(`{ "$@" 2>&3 | head -n 1 > /dev/null; } 3>&1 | cat > err.txt`);
    expect(printed).toMatchObject({ ended: "whole", err: "rest\n" });
    expect(printed.log).toMatch(/^one\n(?:two\n)+rest\n$/);
  }, 60_000);

  it("leaves nothing behind that waits for a reader of a named pipe", async () => {
    const printed = await afterKill(`mkfifo named; : < named & "$@" 2>&1 > named | cat > err.txt`);
    expect(printed).toMatchObject({ ended: "whole", err: "rest\n" });
    expect(printed.log).toMatch(/^one\n(?:two\n)*rest\n$/);
  }, 60_000);
});

/** Prints until nobody reads its stdout, then on stderr once there is a file "go". */
const PRINTS_ON = `trap '' PIPE
until test -e kept; do sleep 0.02; done
echo one
while echo two && test -d "$PWD"; do sleep 0.02; done 2>/dev/null
touch unread
until test -e go; do test -d "$PWD" && sleep 0.02 || exit; done
echo rest >&2
printf whole > ended`;

/** Kills the recorder of `PRINTS_ON` once nobody reads its stdout. Settles once nobody holds its stderr. */
async function afterKill(shell: string): Promise<Record<"ended" | "err" | "log", string>> {
  const cwd = temporaryFolder();
  const root = join(cwd, "exman");
  for (const name of ["runs", "index"]) mkdirSync(join(root, name), { recursive: true });
  const words = [process.execPath, PROGRAM, "run", "-q", "sh", "-c", PRINTS_ON];
  const whole = spawn("bash", ["-c", shell, "bash", ...words], { cwd, stdio: "ignore" });
  const closed = once(whole, "close");
  const file = await vi.waitUntil(() => {
    const found = statusesIn(root).length > 0 && newestRun(root).file;
    return found && found.program && found;
  }, PATIENCE);
  writeFileSync(join(cwd, "kept"), "");
  await vi.waitUntil(() => existsSync(join(cwd, "unread")), PATIENCE);
  process.kill(file.pid!, "SIGKILL");
  await vi.waitUntil(() => !isThere(file.pid!), PATIENCE);
  writeFileSync(join(cwd, "go"), "");
  await closed;
  const read = (name: string): string => readFileSync(join(cwd, name), "utf8");
  return { ended: read("ended"), err: read("err.txt"), log: newestRun(root).read("log.txt") };
}

/** Whether a log has what `print-on` prints before it waits. */
function hasFirst(log: string): boolean {
  return log.includes("999\n") && log.includes("ajjj;");
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
