import { renameSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { presentStatus } from "../../src/store/run-file.js";
import { RunReader } from "../../src/store/run-reader.js";
import { newRun, PARAMS, readRun, ROWS, RUN, runFile } from "./run-folder.js";

describe("RunReader", () => {
  it("gives what a run consists of, without what its table has columns for", () => {
    const directory = newRun({
      "params.yaml": `${PARAMS}name: first\nroot: runs/${RUN}\n`,
      "statistics.jsonl": ROWS,
      "run.json": runFile({}),
    });
    const { run, problems } = readRun(directory);
    expect(problems).toEqual([]);
    expect(run).toMatchObject({
      id: 1,
      time: new Date(2026, 10, 21, 10, 0, 0),
      root: directory,
      name: "first",
      recorded: { status: "completed", lifeSign: null },
    });
    expect([...run!.params]).toEqual([
      ["lr", 0.1],
      ["seed", 3],
    ]);
    expect([...run!.statistics.get("loss")!.value]).toEqual([0.5, 0.25]);
  });

  it("takes from the directory's name what the params lack", () => {
    const directory = newRun({ "params.yaml": "lr: 0.1\nname: null\n" });
    const named = `${directory}-with-name`;
    renameSync(directory, named);
    expect(readRun(named).run).toMatchObject({
      id: 1,
      time: new Date(2026, 10, 21, 10, 0, 0),
      name: "with-name",
    });
  });

  it("stamps the directory and every file that it opened, as they are on the disk", () => {
    const directory = newRun({
      "statistics.jsonl": `${ROWS}{"step": 2, "lo`,
      "run.json": runFile({}),
    });
    const { files } = readRun(directory).run!;
    const names = ["", "params.yaml", "run.json", "statistics.jsonl"];
    expect(files.map(({ name }) => name)).toEqual(names);
    for (const { name, size, mtime, ctime, ino } of files) {
      const stats = statSync(join(directory, name));
      const { size: bytes, mtimeMs, ctimeMs, ino: number } = stats;
      expect([size, mtime, ctime, ino]).toEqual([bytes, mtimeMs, ctimeMs, number]);
    }
    // The two whole rows have 25 and 26 bytes.
    expect(files.at(-1)).toMatchObject({ size: 66, read: 51, next: 2 });
  });

  it("tells what was recorded of a running run, so that its status can be told later", () => {
    const file = { status: "running", host: "elsewhere", pid: 7, started: "2026-11-21T09:00:00Z" };
    const { recorded } = readRun(newRun({ "run.json": runFile(file) })).run!;
    const heartbeat = Date.UTC(2026, 10, 21, 9);
    expect(recorded).toEqual({
      status: "running",
      lifeSign: {
        process: { host: "elsewhere", boot: null, namespace: null, pid: 7, start: null },
        program: null,
        heartbeat,
      },
    });
    expect(presentStatus(recorded, new Date(heartbeat + 60_000))).toBe("running");
    expect(presentStatus(recorded, new Date(heartbeat + 600_000))).toBe("lost");
  });

  it("adds what run.json tells of code, environment and experiment to the params", () => {
    const vcs = { type: "git", HEAD_sha: "1f3a", is_dirty: true };
    const facts = { vcs, environment: "ab", experiment: { name: "lenet", id: 0, version: 2 } };
    const { run } = readRun(newRun({ "run.json": runFile(facts) }));
    expect([...run!.params]).toEqual([
      ["lr", 0.1],
      ["seed", 3],
      ["commit", "1f3a"],
      ["dirty", true],
      ["environment", "ab"],
      ["experiment.name", "lenet"],
      ["experiment.version", 2],
    ]);
    expect(run!.file).toMatchObject(facts);
  });

  it("leaves the run's own params of these names, and facts that are damaged", () => {
    const own = `${PARAMS}commit: mine\ndirty: null\nexperiment:\n  name: other\n`;
    const facts = {
      vcs: { HEAD_sha: "1f3a", is_dirty: "yes" },
      environment: 7,
      experiment: { name: "lenet", version: 1 },
    };
    const { run, problems } = readRun(newRun({ "params.yaml": own, "run.json": runFile(facts) }));
    expect(Object.fromEntries(run!.params)).toEqual({
      lr: 0.1,
      seed: 3,
      commit: "mine",
      dirty: null,
      experiment: { name: "other" },
    });
    expect(problems).toEqual([]);
    const odd = { vcs: null, environment: null, experiment: "lenet" };
    expect([...readRun(newRun({ "run.json": runFile(odd) })).run!.params.keys()]).toEqual([
      "lr",
      "seed",
    ]);
  });

  it("tells the code of a run that failed too", () => {
    const directory = newRun({ "run.json": runFile({ vcs: { HEAD_sha: "1f3a" } }) });
    const run = new RunReader(null).read({ directory, folder: "fails" }, () => {});
    expect(run!.recorded.status).toBe("failed");
    expect(run!.params.get("commit")).toBe("1f3a");
  });

  it("takes a run with a traceback for interrupted, and one in fails/ for failed", () => {
    const directory = newRun({ "traceback.txt": "ValueError\n" });
    expect(readRun(directory).run!.recorded.status).toBe("interrupted");
    const failed = new RunReader(null).read({ directory, folder: "fails" }, () => {});
    expect(failed!.recorded.status).toBe("failed");
  });

  it("reads the files of a pattern, in folders too", () => {
    const directory = newRun({
      "statistics.jsonl": ROWS,
      "eval/scores-b.csv": "step,a\n0,2\n",
      "eval/scores-a.csv": "step,a\n0,1\n1,1\n",
    });
    const { run } = readRun(directory, new RunReader(["**/scores-*.csv"]));
    expect([...run!.statistics]).toHaveLength(1);
    expect([...run!.statistics.get("a")!.value]).toEqual([2, 1]);
    expect(run!.files.map(({ name }) => name)).toEqual([
      "",
      "params.yaml",
      "eval/scores-a.csv",
      "eval/scores-b.csv",
    ]);
  });

  it("keeps every row of every file apart where asked to", () => {
    const directory = newRun({
      "statistics.jsonl": '{"step": 1, "a": 1}\n{"step": 0, "a": 2, "b": 5}\n{"step": 1, "a": 3}\n',
      "statistics.2.jsonl": '{"step": 1, "a": 9}\n',
      "result.json": '{"a": 7}',
    });
    const raw = new RunReader(null).readRaw({ directory, folder: "runs" }, () => {});
    const shown = raw.map(({ file, samples }) => [
      file,
      [...samples].map(([name, { step, value }]) => [name, [...step], [...value]]),
    ]);
    expect(shown).toEqual([
      [
        "statistics.jsonl",
        [
          ["a", [1, 0, 1], [1, 2, 3]],
          ["b", [0], [5]],
        ],
      ],
      ["statistics.2.jsonl", [["a", [1], [9]]]],
      ["result.json", [["a", [NaN], [7]]]],
    ]);
    const { run } = readRun(directory);
    expect([...run!.statistics.get("a")!.value]).toEqual([2, 9]);
  });

  it("does not read more than a file had when it was opened, nor what another file left behind", () => {
    const reader = new RunReader(null);
    const long = newRun({ "metrics.csv": `step,a\n${"1,111111\n".repeat(50)}` });
    const short = newRun({ "metrics.csv": "step,a\n7,7" });
    readRun(long, reader);
    const { run } = readRun(short, reader);
    expect([...run!.statistics.get("a")!.step]).toEqual([7]);
    expect([...run!.statistics.get("a")!.value]).toEqual([7]);
  });
});

describe("times of files", () => {
  it("are kept with fractions of a millisecond, in which a file may be written twice", () => {
    const directory = newRun();
    utimesSync(join(directory, "params.yaml"), 1_763_712_000.123_456, 1_763_712_000.123_456);
    const stamp = readRun(directory).run!.files[1]!;
    expect(stamp.mtime % 1).toBeGreaterThan(0);
  });
});
