import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { startRun } from "../../src/record/start-run.js";
import type { Run } from "../../src/record/run.js";
import type { RunFile } from "../../src/store/run-file.js";
import { ownProcess } from "../../src/util/process-id.js";
import { readRunFile } from "../tools/read-run-file.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** Linux gives out process ids up to 2^22; this one is never alive. */
const NO_PID = 2 ** 22 + 1;
const lost = (file: RunFile): RunFile => ({
  ...file,
  process: { ...ownProcess(), pid: NO_PID },
});
const start = (root: string): Run =>
  startRun({ root, params: { lr: 0.1, layers: [1, 2] }, name: "first", capture: false });

describe("startRun with resume", () => {
  it("starts the next attempt of a run, whose values win at the same step", async () => {
    const root = join(temporaryFolder(), "exman");
    const first = start(root);
    first.log({ loss: 3 }, { step: 1 });
    first.log({ loss: 2 }, { step: 2 });
    first.interrupt();
    const second = startRun({ root, resume: first.id, capture: false });
    expect([first.attempt, second.attempt]).toEqual([1, 2]);
    expect(second.id).toBe(first.id);
    expect(second.directory).toBe(first.directory);
    expect(second.params).toEqual({ lr: 0.1, layers: [1, 2] });
    expect(readRunFile(second.directory)).toMatchObject({
      status: "running",
      attempts: [{ status: "interrupted" }, { status: "running" }],
    });
    expect(readRunFile(second.directory).ended).toBeUndefined();
    second.log({ loss: 1 }, { step: 2 });
    second.finish();
    const { attempts } = readRunFile(second.directory);
    expect(attempts.map(({ status }) => status)).toEqual(["interrupted", "completed"]);
    expect(Date.parse(attempts[1]!.started)).toBeGreaterThanOrEqual(
      Date.parse(attempts[0]!.ended!),
    );
    expect(readdirSync(second.directory).toSorted()).toEqual([
      "params.yaml",
      "run.json",
      "statistics.2.jsonl",
      "statistics.jsonl",
    ]);
    const { loss } = (await new Index(root).run(first.id)).statistics;
    expect([...loss!.step]).toEqual([1, 2]);
    expect([...loss!.value]).toEqual([3, 1]);
  });

  it("takes a run that failed back from fails, and links it again", () => {
    const root = join(temporaryFolder(), "exman");
    const failed = start(root);
    failed.fail(new Error("out of memory"));
    const name = basename(failed.directory);
    const again = startRun({ root, resume: name, params: { lr: 0.1 }, capture: false });
    expect(again.directory).toBe(join(root, "runs", name));
    expect(readdirSync(join(root, "fails"))).toEqual([]);
    expect(readdirSync(join(root, "index"))).toEqual([`${name}.yaml`]);
    expect(readFileSync(again.path("traceback.1.txt"), "utf8")).toContain("out of memory");
    expect(existsSync(again.path("traceback.txt"))).toBe(false);
    again.fail(new Error("again"));
    expect(again.directory).toBe(failed.directory);
    expect(readRunFile(again.directory).attempts.map(({ status }) => status)).toEqual([
      "failed",
      "failed",
    ]);
  });

  it("refuses a run that is running, unless it is lost", () => {
    const root = join(temporaryFolder(), "exman");
    const run = start(root);
    expect(() => startRun({ root, resume: run.id })).toThrow(
      `The run ${basename(run.directory)} is running (process ${process.pid} on `,
    );
    const file = readRunFile(run.directory);
    run.finish();
    writeFileSync(run.path("run.json"), JSON.stringify(lost(file)));
    const again = startRun({ root, resume: run.id, capture: false });
    again.finish();
    expect(readRunFile(run.directory)).toMatchObject({
      pid: process.pid,
      attempts: [{ status: "interrupted" }, { status: "completed" }],
    });
  });

  it("refuses a run that is completed, whose values would be replaced", () => {
    const root = join(temporaryFolder(), "exman");
    const run = start(root);
    run.finish();
    expect(() => startRun({ root, resume: 1, capture: false })).toThrow(
      "Run 1 is completed; ceteris run --config 1 starts a new run from it.",
    );
    expect(readRunFile(run.directory)).toMatchObject({
      status: "completed",
      attempts: [{ status: "completed" }],
    });
  });

  it("refuses other params, a run that is not there, and a root that is not there", () => {
    const root = join(temporaryFolder(), "exman");
    const run = start(root);
    run.interrupt();
    const resume = (params: Record<string, unknown>): Run =>
      startRun({ root, resume: run.id, params });
    expect(() => resume({ lr: 0.2 })).toThrow(/cannot be resumed with other params: lr differs/);
    expect(() => resume({ seed: 1 })).toThrow(/other params: seed differs; start a new run/);
    expect(() => startRun({ root, resume: 7 })).toThrow(/There is no run 7 in/);
    expect(() => startRun({ root: `${root}-x`, resume: 1 })).toThrow(/There is no folder/);
    expect(readRunFile(run.directory).attempts).toHaveLength(1);
  });

  it("goes on with a run of exman's, which has no run.json, and with one in tmp", () => {
    const root = join(temporaryFolder(), "exman");
    const trial = startRun({ root, params: { lr: 1 }, tmp: true, capture: false });
    trial.finish();
    rmSync(trial.path("run.json"));
    const again = startRun({ root, resume: trial.id, capture: false });
    again.finish();
    expect(again.directory).toBe(trial.directory);
    expect(readdirSync(join(root, "index"))).toEqual([]);
    expect(readRunFile(again.directory).attempts).toMatchObject([
      { status: "interrupted" },
      { status: "completed" },
    ]);
  });

  it("takes no folder that has a run's name alone for the run", () => {
    const root = join(temporaryFolder(), "exman");
    const failed = start(root);
    failed.fail(new Error("out of memory"));
    const shell = join(root, "runs", basename(failed.directory));
    mkdirSync(join(shell, "checkpoints"), { recursive: true });
    expect(() => startRun({ root, resume: 1, capture: false })).toThrow(
      `The run in ${failed.directory} cannot be resumed: ${shell}, where it would go, is there and is no run; move it away.`,
    );
    expect(readRunFile(failed.directory).status).toBe("failed");
    rmSync(shell, { recursive: true });
    startRun({ root, resume: 1, capture: false }).finish();
    expect(readRunFile(shell).attempts).toHaveLength(2);
  });
});
