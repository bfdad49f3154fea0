import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { joinRun } from "../../src/record/join-run.js";
import { startRun } from "../../src/record/start-run.js";
import { built } from "../tools/built.js";
import { readRunFile } from "../tools/read-run-file.js";
import { succeed } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

built(); // which the programs import
const program = (name: string): string => join(import.meta.dirname, "programs", name);

describe("joinRun", () => {
  it("lets several processes log to one run, and loses nothing", { timeout: 60_000 }, async () => {
    const root = join(temporaryFolder(), "exman");
    const run = startRun({ root, params: { lr: 0.1 }, capture: false });
    const env = { ...process.env, CETERIS_RUN: run.directory };
    const joined = ["1", "2", "3"].map((writer) =>
      succeed(process.execPath, [program("join.mjs"), writer, "2000"], { env }),
    );
    for (let step = 0; step < 2000; step += 1) run.log({ loss_0: step }, { step });
    run.tick();
    for (const { stdout, stderr } of await Promise.all(joined)) {
      expect(JSON.parse(stdout)).toEqual({ id: 1, params: { lr: 0.1 }, attempt: 1 });
      expect(stderr).toBe("");
    }
    expect(readRunFile(run.directory)).toMatchObject({ status: "running", pid: process.pid });
    run.finish();
    const { statistics, problems } = await new Index(root).run(1);
    expect(problems).toEqual([]);
    const all = Array.from({ length: 2000 }, (_, step) => step);
    for (const writer of ["0", "1", "2", "3"])
      expect([...statistics[`loss_${writer}`]!.value]).toEqual(all);
    expect(readdirSync(run.directory).toSorted()).toEqual([
      "params.yaml",
      "run.json",
      "statistics.1.2.jsonl",
      "statistics.1.3.jsonl",
      "statistics.1.4.jsonl",
      "statistics.jsonl",
    ]);
  });

  it("belongs to the attempt that is running", () => {
    const root = join(temporaryFolder(), "exman");
    const first = startRun({ root, params: {}, capture: false });
    first.interrupt();
    const second = startRun({ root, resume: 1, capture: false });
    const guest = joinRun(second.directory);
    guest.log({ a: 1 });
    guest.finish();
    expect(guest.attempt).toBe(2);
    expect(existsSync(guest.path("statistics.2.jsonl"))).toBe(true);
    expect(readRunFile(second.directory).status).toBe("running");
    second.finish();
  });

  it("refuses where there is no run", () => {
    expect(() => joinRun(join(temporaryFolder(), "x"))).toThrow(/There is no run to join in .*x;/);
    expect(() => joinRun()).toThrow(/CETERIS_RUN is not set; give the run's directory/);
  });
});

describe("startRun in a program that ceteris run started", { timeout: 60_000 }, () => {
  it("is the run that there is, unless a param tells that another one is meant", async () => {
    const root = join(temporaryFolder(), "exman");
    const run = startRun({ root, params: { lr: 0.1, epochs: 3 }, capture: false });
    const env = { ...process.env, CETERIS_RUN: run.directory, CETERIS_ROOT: root };
    const words = [program("adopt.mjs"), root];
    const { stdout, stderr } = await succeed(process.execPath, words, { env });
    expect(JSON.parse(stdout)).toEqual([
      { id: 2, params: { lr: 0.2 } },
      { id: 1, params: { lr: 0.1, epochs: 3, seed: 3 } },
      { id: 3, params: { lr: 0.1, seed: 3 } },
    ]);
    expect(stderr).toMatch(/^ceteris: a run of its own is started, since lr differs from .*\n$/);
    expect(readFileSync(run.path("params.yaml"), "utf8")).toMatch(
      /^lr: 0\.1\nepochs: 3\nseed: 3\nroot: runs\/000001-[-\d]+\ntime: '[-\dT:]+'\nid: 1\n$/,
    );
    expect(readFileSync(run.path("traceback.txt"), "utf8")).toMatch(/^Error: diverged\n/);
    expect(readFileSync(run.path("statistics.jsonl"), "utf8")).toContain('"loss": 1}');
    expect(readRunFile(run.directory).status).toBe("running");
    run.finish();
    expect(readdirSync(join(root, "runs"))).toHaveLength(3);
  });

  it("makes a run of its own in another root", async () => {
    const folder = temporaryFolder();
    const run = startRun({ root: join(folder, "exman"), params: { lr: 0.1 }, capture: false });
    const env = { ...process.env, CETERIS_RUN: run.directory, CETERIS_ROOT: join(folder, "exman") };
    const words = [program("adopt.mjs"), join(folder, "other")];
    const { stdout, stderr } = await succeed(process.execPath, words, { env });
    expect((JSON.parse(stdout) as { id: number }[]).map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(stderr).toBe("");
    run.finish();
  });
});
