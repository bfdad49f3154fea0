import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
} from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startRun } from "../../src/record/start-run.js";
import { parseRunName } from "../../src/store/run-name.js";
import { ownProcess } from "../../src/util/process-id.js";
import { folderOnOtherDisk } from "../tools/temporary-folder.js";
import { readRunFile } from "../tools/read-run-file.js";

let base = "";
let root = "";
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "ceteris-record-"));
  root = join(base, "deep", "exman");
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(base, { recursive: true });
});

/** What is written to stderr from now on. */
function listenToStderr(): string[] {
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  return written;
}

const lines = (directory: string): string[] =>
  readFileSync(join(directory, "statistics.jsonl"), "utf8").trimEnd().split("\n");

describe("startRun", () => {
  it("makes a root that exman accepts, and hides its cache from git", () => {
    startRun({ root, params: {} }).finish();
    expect(readdirSync(root).toSorted()).toEqual([
      ".ceteris",
      "fails",
      "index",
      "marked",
      "runs",
      "tmp",
    ]);
    expect(readFileSync(join(root, ".ceteris", ".gitignore"), "utf8")).toBe("*\n");
  });

  it("keeps secrets for the program, and writes none of them", () => {
    const params = {
      lr: 0.1,
      api_key: "SEKRIT-1",
      db_url: "postgres://u:SEKRIT-2@h/d",
      wandb: { api_key: "SEKRIT-3" },
    };
    const run = startRun({ root, params, capture: false });
    expect(run.params).toEqual(params);
    run.fail(new Error("connect https://u:SEKRIT-4@h failed"));
    const read = (name: string): string => readFileSync(join(run.directory, name), "utf8");
    expect(read("params.yaml")).toContain("lr: 0.1\napi_key: '[redacted]'\n");
    expect(read("traceback.txt")).toContain("connect https://[redacted]@h failed");
    for (const name of readdirSync(run.directory)) expect(read(name)).not.toContain("SEKRIT");
    const other = { ...params, wandb: { api_key: "x", project: "p" } };
    expect(() => startRun({ root, resume: run.id, params: other })).toThrow(/wandb differs/);
    const again = startRun({ root, resume: run.id, params, capture: false });
    expect(again.id).toBe(run.id);
    again.finish();
  });

  it("has a program's own secrets in a run that ceteris run started", () => {
    const given = { token: "SEKRIT-1", wandb: { api_key: "SEKRIT-2" } };
    const recorded = { lr: 0.1, token: "SEKRIT-1" };
    const { directory } = startRun({ root, params: recorded, capture: false });
    vi.stubEnv("CETERIS_RUN", directory);
    const run = startRun({ root, params: given });
    vi.unstubAllEnvs();
    expect(run.directory).toBe(directory);
    expect(run.params).toEqual({ lr: 0.1, ...given });
    expect(readFileSync(join(directory, "params.yaml"), "utf8")).not.toContain("SEKRIT");
  });

  it("writes params.yaml and run.json, and links the run from the index", () => {
    const before = Date.now();
    const run = startRun({ root, name: "first try", params: { lr: 0.01, optimizer: "adam" } });
    const name = basename(run.directory);
    expect(name).toMatch(/^000001-\d{4}(-\d\d){5}-first-try$/);
    expect(run.directory).toBe(join(root, "runs", name));
    expect(readlinkSync(join(root, "index", `${name}.yaml`))).toBe(`../runs/${name}/params.yaml`);

    const time = parseRunName(name)!.time;
    const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
      .toISOString()
      .slice(0, 19);
    expect(readFileSync(run.path("params.yaml"), "utf8")).toBe(
      `lr: 0.01\noptimizer: adam\nroot: runs/${name}\ntime: '${local}'\nid: 1\n`,
    );
    expect(time.getTime()).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000);
    expect(time.getTime()).toBeLessThanOrEqual(Date.now());

    const file = readRunFile(run.directory);
    expect(file).toMatchObject({
      schema: 1,
      status: "running",
      host: hostname(),
      pid: process.pid,
      process: ownProcess(),
      command: process.argv,
    });
    expect(Date.parse(file.started!)).toBeGreaterThanOrEqual(before);
    expect(file.attempts).toEqual([{ started: file.started, status: "running" }]);
    run.finish();
  });

  it("takes no params, and refuses options that do not exist", () => {
    const run = startRun({ root, capture: false });
    run.finish();
    expect(run.params).toEqual({});
    const misspelt: object = { root, parms: { lr: 1 } };
    expect(() => startRun(misspelt as { root: string })).toThrow("did you mean params?");
    expect(readdirSync(join(root, "runs"))).toHaveLength(1);
  });

  it("gives up at once where no folder can be made", () => {
    expect(() => startRun({ root: "/proc/exman/deep", params: {} })).toThrow(
      /^The root \/proc\/exman\/deep cannot be made: ENOENT/,
    );
  });

  it("leaves nothing else behind", () => {
    const run = startRun({ root, params: {} });
    run.log({ loss: 1 });
    run.finish();
    expect(readdirSync(run.directory).toSorted()).toEqual([
      "params.yaml",
      "run.json",
      "statistics.jsonl",
    ]);
    expect(readdirSync(join(root, ".ceteris")).toSorted()).toEqual([".gitignore", "ids"]);
  });

  it("puts a trial into tmp, without a link", () => {
    const run = startRun({ root, params: {}, tmp: true });
    expect(readdirSync(join(root, "tmp"))).toEqual([basename(run.directory)]);
    expect(readFileSync(run.path("params.yaml"), "utf8")).toContain(
      `root: tmp/${basename(run.directory)}\n`,
    );
    expect(readdirSync(join(root, "index"))).toEqual([]);
    run.finish();
  });

  it("counts on from the highest id in runs, tmp and fails, and past six digits", () => {
    mkdirSync(join(root, "fails", "000041-2026-11-21-10-00-00-x"), { recursive: true });
    mkdirSync(join(root, "runs", "000007-2026-11-21-10-00-00"), { recursive: true });
    const run = startRun({ root, params: {}, tmp: true });
    run.finish();
    expect(run.id).toBe(42);
    mkdirSync(join(root, "tmp", "999999-2026-11-21-10-00-00"));
    const next = startRun({ root, params: {} });
    next.finish();
    expect(basename(next.directory)).toMatch(/^1000000-/);
  });

  it("goes on where .ceteris was deleted, without giving an id twice", () => {
    const first = startRun({ root, params: {} });
    rmSync(join(root, ".ceteris"), { recursive: true });
    const second = startRun({ root, params: {} });
    expect([first.id, second.id]).toEqual([1, 2]);
    first.finish();
    second.finish();
  });

  it.each([
    ["runs", false],
    ["tmp", true],
  ])("records where %s is a link to another disk", (folder, tmp) => {
    const other = folderOnOtherDisk();
    mkdirSync(root, { recursive: true });
    symlinkSync(other, join(root, folder));
    const run = startRun({ root, params: { lr: 1 }, tmp });
    run.log({ loss: 1 });
    run.finish();
    expect(readdirSync(other)).toEqual([basename(run.directory)]);
    expect(readdirSync(join(other, basename(run.directory))).toSorted()).toEqual([
      "params.yaml",
      "run.json",
      "statistics.jsonl",
    ]);
  });

  it.each([
    ["../../etc/passwd", "etc-passwd"],
    ["  größer: β=0.9 / 学習?  ", "größer-β=0.9-学習"],
    ["a\0b\nc\\d", "a-b-c-d"],
    ["x".repeat(300), "x".repeat(50)],
    ["𠮷".repeat(300), "𠮷".repeat(50)],
    ["...", null],
    ["", null],
  ])("makes the name %j safe for a path", (name, safe) => {
    const run = startRun({ root, name, params: {} });
    run.finish();
    expect(parseRunName(basename(run.directory))!.name).toBe(safe);
  });

  it("refuses a root that is a file, and params that cannot be recorded, before a run is made", () => {
    const file = join(base, "file");
    writeFileSync(file, "");
    expect(() => startRun({ root: file, params: {} })).toThrow(
      `The root ${file} is a file, not a folder`,
    );
    expect(() => startRun({ root: join(file, "exman"), params: {} })).toThrow(
      /cannot be made: ENOTDIR/,
    );
    expect(() => startRun({ root, params: { loss: () => 0 } })).toThrow(
      /param loss cannot be recorded/,
    );
    expect(readdirSync(join(root, "runs"))).toEqual([]);
  });
});

describe("run.log", () => {
  it("appends lines of values, with words for numbers that JSON lacks", () => {
    const run = startRun({ root, params: {} });
    run.log({ loss: 0.41, val_accuracy: 0.9 }, { step: 3, time: 1763712000.25 });
    run.log({ a: NaN, b: Infinity, c: -Infinity, 'quo"te': 1e-7 }, { time: 0 });
    run.log({ ok: true, big: 5n, missing: null, absent: undefined }, { step: 4, time: 0 });
    run.log({ loss: 0.5, step: 5, time: 1.5 });
    run.finish();
    expect(lines(run.directory)).toEqual([
      '{"step": 3, "time": 1763712000.25, "loss": 0.41, "val_accuracy": 0.9}',
      '{"time": 0, "a": "NaN", "b": "Infinity", "c": "-Infinity", "quo\\"te": 1e-7}',
      '{"step": 4, "time": 0, "ok": 1, "big": 5}',
      '{"step": 5, "time": 1.5, "loss": 0.5}',
    ]);
  });

  it("adds the time in seconds", () => {
    const run = startRun({ root, params: {} });
    const before = Date.now() / 1000;
    run.log({ loss: 1 });
    run.finish();
    const { time }: { time: number } = JSON.parse(lines(run.directory)[0]!);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it("warns once of values that are no numbers, and records the others", () => {
    const stderr = listenToStderr();
    const run = startRun({ root, params: {} });
    const values: Record<string, number> = JSON.parse('{"loss": 1, "name": "adam", "tensor": {}}');
    run.log(values, { step: 1, time: 0 });
    run.log(values, { step: 2, time: 0 });
    run.finish();
    expect(lines(run.directory)).toEqual([
      '{"step": 1, "time": 0, "loss": 1}',
      '{"step": 2, "time": 0, "loss": 1}',
    ]);
    expect(stderr).toEqual([
      expect.stringMatching(/^ceteris: .*run 1.*: log takes numbers, name, tensor is left out\n$/),
    ]);
  });

  it.each<[string, unknown, string]>([
    ["a text", { a: "x" }, "log takes numbers, a is left out"],
    ["a number", 5, "log takes an object such as { loss: 0.41 }, 5 is left out"],
    ["nothing", null, "log takes an object such as { loss: 0.41 }, null is left out"],
    ["a list", [1, 2], "log takes an object such as { loss: 0.41 }, [ 1, 2 ] is left out"],
  ])("writes no line for %s, but a warning", (_, values, warning) => {
    const stderr = listenToStderr();
    const run = startRun({ root, params: {} });
    run.log(values as Record<string, number>, { step: 1 });
    run.finish();
    expect(existsSync(join(run.directory, "statistics.jsonl"))).toBe(false);
    expect(stderr).toEqual([expect.stringContaining(`: ${warning}\n`)]);
  });

  it("writes no line where nothing was measured", () => {
    const stderr = listenToStderr();
    const run = startRun({ root, params: {} });
    run.log({ loss: null }, { step: 1 });
    run.log({});
    run.log({ step: 2, time: 0 });
    run.finish();
    expect(existsSync(join(run.directory, "statistics.jsonl"))).toBe(false);
    expect(stderr).toEqual([]);
  });

  it.each([
    [{ loss: 1 }, { step: NaN, time: 0 }, "step NaN"],
    [{ loss: 1, step: -Infinity }, { time: 0 }, "step -Infinity"],
    [{ loss: 1 }, { step: Infinity, time: NaN }, "step Infinity, time NaN"],
  ])("keeps the values of %o, %o without the step", (values, options, warning) => {
    vi.spyOn(Date, "now").mockReturnValue(0);
    const stderr = listenToStderr();
    const run = startRun({ root, params: {} });
    run.log(values, options);
    run.finish();
    expect(lines(run.directory)).toEqual(['{"time": 0, "loss": 1}']);
    expect(stderr).toEqual([
      expect.stringContaining(`: log leaves out what is not finite: ${warning}\n`),
    ]);
  });

  it("is on the disk soon where the computer's clock is set back, though no timer comes", () => {
    const run = startRun({ root, params: {} });
    vi.spyOn(Date, "now").mockReturnValue(Date.now() - 3_600_000);
    run.log({ loss: 1 });
    expect(lines(run.directory)).toHaveLength(1);
    run.finish();
  });

  it("never throws: a run whose directory is gone gives one warning", () => {
    const stderr = listenToStderr();
    const run = startRun({ root, params: {} });
    rmSync(root, { recursive: true });
    for (let step = 0; step < 10_000; step += 1) run.log({ loss: step }, { step });
    run.tick();
    run.path("a/b");
    run.fail(new Error("x"));
    run.log({ loss: 1 });
    expect(stderr).toEqual([
      expect.stringMatching(/^ceteris: .*the experiment goes on: ENOENT.*\n$/),
    ]);
  });

  it("keeps what could not be written, and writes it once it can", () => {
    const stderr = listenToStderr();
    const run = startRun({ root, params: {} });
    renameSync(root, `${root}-away`);
    run.log({ loss: 1 }, { step: 1, time: 0 });
    run.tick();
    renameSync(`${root}-away`, root);
    run.log({ loss: 2 }, { step: 2, time: 0 });
    run.finish();
    expect(stderr).toHaveLength(1);
    expect(lines(run.directory)).toEqual([
      '{"step": 1, "time": 0, "loss": 1}',
      '{"step": 2, "time": 0, "loss": 2}',
    ]);
  });
});

describe("the end of a run", () => {
  it("is completed once, and logging after it is refused with a warning", () => {
    const stderr = listenToStderr();
    const run = startRun({ root, params: {} });
    run.finish();
    run.finish();
    run.log({ loss: 1 });
    run.fail(new Error("too late"));
    expect(readRunFile(run.directory)).toMatchObject({
      status: "completed",
      attempts: [{ status: "completed" }],
    });
    expect(existsSync(join(run.directory, "statistics.jsonl"))).toBe(false);
    expect(stderr).toEqual([expect.stringMatching(/it is completed, log\(loss\) is ignored/)]);
  });

  it("moves a failed run to fails, with the reason, and removes its links", () => {
    const run = startRun({ root, params: { lr: 100 } });
    const kept = startRun({ root, params: { lr: 1 } });
    const [name, other] = [basename(run.directory), basename(kept.directory)];
    mkdirSync(join(root, "marked", "paper", "figure-2"), { recursive: true });
    symlinkSync(`../../../runs/${name}`, join(root, "marked", "paper", "figure-2", name));
    symlinkSync(`../../../runs/${other}`, join(root, "marked", "paper", "figure-2", other));
    run.log({ loss: 1 }, { step: 1, time: 0 });
    run.fail(new Error("diverged", { cause: new Error("lr is too high") }));
    kept.finish();

    expect(run.directory).toBe(join(root, "fails", name));
    expect(readdirSync(run.directory).toSorted()).toEqual([
      "params.yaml",
      "run.json",
      "statistics.jsonl",
      "traceback.txt",
    ]);
    const traceback = readFileSync(run.path("traceback.txt"), "utf8");
    expect(traceback).toMatch(/^Error: diverged\n +at .*start-run\.test\.ts/);
    expect(traceback).toContain("lr is too high");
    expect(readRunFile(run.directory)).toMatchObject({ status: "failed" });
    expect(readdirSync(join(root, "runs"))).toEqual([other]);
    expect(readdirSync(join(root, "index"))).toEqual([`${other}.yaml`]);
    expect(readdirSync(join(root, "marked", "paper", "figure-2"))).toEqual([other]);
  });

  it("says once a minute that the process is alive", () => {
    const run = startRun({ root, params: {} });
    run.tick();
    expect(readRunFile(run.directory).heartbeat).toBeUndefined();
    const [now, later] = [Date.now(), performance.now() + 61_000];
    vi.spyOn(performance, "now").mockReturnValue(later); // whatever the computer's clock is set to
    run.tick();
    const { status, heartbeat } = readRunFile(run.directory);
    expect(status).toBe("running");
    expect(Date.parse(heartbeat!)).toBeGreaterThanOrEqual(now);
    run.finish();
  });
});

describe("run.path", () => {
  it("makes the folders on the way", () => {
    const run = startRun({ root, params: {} });
    writeFileSync(run.path("checkpoints", "epoch-1.json"), "{}");
    expect(readdirSync(join(run.directory, "checkpoints"))).toEqual(["epoch-1.json"]);
    run.finish();
  });
});
