import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { presentStatus, recordedStatus } from "../../src/store/run-file.js";
import { built } from "../tools/built.js";
import { readRunFile } from "../tools/read-run-file.js";
import { idsIn } from "./ids-in.js";
import { folderOnOtherDisk } from "../tools/temporary-folder.js";

const run = promisify(execFile);
built(); // which the programs import
const program = (name: string): string => join(import.meta.dirname, "programs", name);
const base = mkdtempSync(join(tmpdir(), "ceteris-processes-"));
let root = "";
let count = 0;
beforeEach(() => {
  root = join(base, String((count += 1)), "exman");
});
afterAll(() => rmSync(base, { recursive: true }));

/** A library under which locks on files do nothing, as on some network disks. */
async function noLocks(): Promise<string> {
  const library = join(base, "no-locks.so");
  const words = ["-shared", "-fPIC", "-o", library, program("no-locks.c"), "-ldl"];
  await run("cc", words);
  return library;
}

describe("runs started by 64 processes at once", () => {
  it(
    "have 3,200 distinct ids where locks do nothing, and all of them load",
    { timeout: 120_000 },
    async () => {
      root = join(folderOnOtherDisk(), "exman"); // in memory, where it takes less
      const env = { ...process.env, LD_PRELOAD: await noLocks() };
      const writers = Array.from({ length: 64 }, (_, writer) =>
        run(process.execPath, [program("many-runs.mjs"), root, "50", String(writer)], { env }),
      );
      for (const { stderr } of await Promise.all(writers)) expect(stderr).toBe("");
      expect(new Set(idsIn(root)).size).toBe(3200);
      expect(idsIn(root)).toHaveLength(3200);
      const index = new Index(root);
      const table = await index.info(undefined, { failed: true, tmp: true });
      expect(index.problems).toEqual([]);
      const started = (table.objects() as { writer: number; index: number }[]).map(
        ({ writer, index: number }) => writer * 50 + number,
      );
      expect(started.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 3200 }, (_, n) => n));
      const counts = ["runs", "tmp", "fails"].map(
        (folder) => readdirSync(join(root, folder)).length,
      );
      expect(counts).toEqual([2560, 320, 320]);
    },
  );
});

interface Started {
  readonly child: ChildProcess;
  readonly directory: string;
  readonly ended: Promise<readonly [code: number | null, signal: string | null]>;
}

/** Starts a program with one run that logs twice and ends as it is told. */
async function start(ending: string): Promise<Started> {
  const child = spawn(process.execPath, [program("one-run.mjs"), root, ending], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(child, "close").then(([code, signal]) => [code, signal] as const);
  const [line] = await once(child.stdout, "data");
  return { child, directory: String(line).trim(), ended };
}

function statistics(directory: string): string[] {
  const lines = readFileSync(join(directory, "statistics.jsonl"), "utf8").split("\n");
  return lines.map((line) => line.replace(/"time": \d+(\.\d+)?, /, ""));
}

const THIRD_LINE = '{"step": 3, "loss": 1}';
const TWO_LINES = ['{"step": 1, "loss": 0.5}', '{"step": 2, "loss": "NaN"}', ""];

describe("a program that ends with its run open", () => {
  it.each([
    ["exit", 3],
    ["return", 0],
  ])("by %s keeps its exit code, and the run is interrupted", async (ending, expected) => {
    const { directory, ended } = await start(ending);
    expect(await ended).toEqual([expected, null]);
    expect(statistics(directory)).toEqual(TWO_LINES);
    const file = readRunFile(directory);
    expect(file).toMatchObject({ status: "interrupted", attempts: [{ status: "interrupted" }] });
    expect(Date.parse(file.ended!)).toBeGreaterThanOrEqual(Date.parse(file.started!));
  });

  it.each([
    ["throw", "Error: the loss is NaN"],
    ["reject", "Error: no answer"],
  ])("by an error (%s) leaves a failed run with the reason", async (ending, reason) => {
    const { directory, ended } = await start(ending);
    expect(await ended).toEqual([1, null]);
    const failed = directory.replace("/runs/", "/fails/");
    expect(existsSync(directory)).toBe(false);
    expect(readRunFile(failed)).toMatchObject({ status: "failed" });
    expect(readFileSync(join(failed, "traceback.txt"), "utf8")).toMatch(
      new RegExp(`^${reason}\n +at `),
    );
    expect(statistics(failed)).toEqual(TWO_LINES);
    expect(readdirSync(join(root, "index"))).toEqual([]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)(
    "by %s dies of it, and the run is interrupted",
    async (signal) => {
      const { child, directory, ended } = await start("wait");
      await flushed(directory);
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      expect(readRunFile(directory)).toMatchObject({ status: "interrupted" });
    },
  );

  it("leaves a signal to the program's own handler", async () => {
    const { child, directory, ended } = await start("own-handler");
    await flushed(directory);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(readRunFile(directory)).toMatchObject({ status: "completed" });
    expect(statistics(directory)).toContain('{"last": 1}');
  });
});

describe("a program that is killed", () => {
  it("leaves every line that was flushed in time, and a run that reads as lost", async () => {
    const { child, directory, ended } = await start("later");
    await flushed(directory);
    while (!statistics(directory).includes(THIRD_LINE)) await sleep(20);
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect(statistics(directory)).toEqual([...TWO_LINES.slice(0, 2), THIRD_LINE, ""]);
    expect(presentStatus(recordedStatus(readRunFile(directory)))).toBe("lost");
  });

  it("flushes, and dies of Ctrl-C at once, though it never lets the event loop turn", async () => {
    const { child, directory, ended } = await start("compute");
    await flushed(directory);
    child.kill("SIGINT");
    expect(await ended).toEqual([null, "SIGINT"]);
    expect(statistics(directory).length).toBeGreaterThan(20);
    expect(presentStatus(recordedStatus(readRunFile(directory)))).toBe("lost");
  });
});

async function flushed(directory: string): Promise<void> {
  const file = join(directory, "statistics.jsonl");
  while (!existsSync(file) || statSync(file).size === 0) await sleep(20);
}
