import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { diffText } from "../../src/cli/diff-text.js";
import { diffRuns, type RunsDifference } from "../../src/index/diff/diff-runs.js";
import { Index, type RunRecord } from "../../src/index/run-index.js";
import { saveEnvironment } from "../../src/store/environment-file.js";
import { rootLayout } from "../../src/store/layout.js";
import type { Environment } from "../../src/store/recorded-facts.js";
import { startRun } from "../../src/record/start-run.js";
import { runFile } from "../store/run-folder.js";
import { addRun, makeRoot } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** The files of a run, by their names; an object is the fields of a run.json. */
interface Files {
  readonly params: string;
  readonly facts?: object;
  readonly environment?: Environment;
  readonly changes?: string;
  readonly rows?: string;
}

/** In what a second run of a root differs from the first. */
async function differenceOf(...runs: readonly [Files, Files]): Promise<RunsDifference> {
  const root = makeRoot(join(temporaryFolder(), "exman"));
  for (const [at, files] of runs.entries()) {
    const directory = addRun(root, at + 1, 0);
    writeFileSync(join(directory, "params.yaml"), `${files.params}\nid: ${at + 1}\n`);
    if (files.rows) writeFileSync(join(directory, "statistics.jsonl"), files.rows);
    if (files.changes) writeFileSync(join(directory, "changes.diff"), files.changes);
    const sha = files.environment && saveEnvironment(rootLayout(root), files.environment);
    if (files.facts)
      writeFileSync(join(directory, "run.json"), runFile({ ...files.facts, environment: sha }));
  }
  const index = new Index(root);
  return diffRuns(await index.run(1), await index.run(2));
}

const SAME = { equal: 0, different: [], missing: [] };

describe("diffRuns", () => {
  it("tells params that differ by value or type, and those that one run lacks", async () => {
    const { params } = await differenceOf(
      {
        params: "lr: 0.1\nhidden: [64, 32]\nflag: true\nseed: 1\nnothing: null\ngone: x\nodd: .nan",
      },
      {
        params:
          "lr: 0.2\nhidden: [64, 32]\nflag: 'true'\nseed: 1\nnothing: null\nodd: .nan\nnew: y",
      },
    );
    expect(params).toEqual({
      equal: 4, // hidden, seed, nothing, odd
      different: [
        { name: "lr", a: 0.1, b: 0.2 },
        { name: "flag", a: true, b: "true" },
        { name: "gone", a: "x" },
        { name: "new", b: "y" },
      ],
      missing: [],
    });
  });

  it("tells what earlier attempts of a run had for code, where it was another", async () => {
    const commit = (letter: string): object => ({ HEAD_sha: letter.repeat(40), diff_sha: null });
    const attempts = (...codes: readonly object[]): object[] =>
      codes.map((code) => ({ started: "2026-11-21T10:00:00Z", status: "failed", ...code }));
    const { code } = await differenceOf(
      { params: "lr: 1", facts: { vcs: commit("b") } },
      {
        params: "lr: 1",
        facts: {
          vcs: commit("b"),
          attempts: attempts({ vcs: commit("a") }, {}, { vcs: commit("b") }, {}),
        },
      },
    );
    expect(code).toEqual({
      equal: 1,
      different: [{ name: "attempt 1 commit", b: "a".repeat(40) }],
      missing: [],
    });
  });

  it("tells a null from a param that is not there", async () => {
    const { params } = await differenceOf({ params: "note: null" }, { params: "lr: 1" });
    expect(params.different).toEqual([
      { name: "note", a: null },
      { name: "lr", b: 1 },
    ]);
  });

  it("tells code, command, machine and environment apart from params", async () => {
    const vcs = {
      type: "git",
      HEAD_sha: "a".repeat(40),
      active_branch: "main",
      is_dirty: false,
      diff_sha: null,
      root: "/home/you/project",
    };
    const machine = {
      os: "Debian",
      arch: "x64",
      cpu: "EPYC",
      cores: 2,
      memory: 2 ** 34,
      hostname: "one",
      user: "you",
    };
    const python = { version: "3.11.2", executable: "/usr/bin/python3" };
    const difference = await differenceOf(
      {
        params: "lr: 1",
        facts: {
          vcs,
          machine,
          command: ["python", "main.py"],
          cwd: "/home/you",
          slurm: { SLURM_JOB_ID: "7" },
        },
        environment: { python: { ...python, packages: { numpy: "1.26.4", torch: "2.3.0" } } },
      },
      {
        params: "lr: 1",
        facts: {
          vcs: { ...vcs, HEAD_sha: "b".repeat(40), is_dirty: true },
          machine: { ...machine, hostname: "two" },
          command: ["python", "main.py", "--fast"],
          cwd: "/home/you",
          gpus: [{ name: "A100", memory: 40 * 2 ** 30 }],
          exitCode: 0,
          unread: { conda: "conda-meta cannot be read" },
        },
        environment: {
          python: { ...python, packages: { numpy: "2.0.1", pandas: "2.2.2" } },
          cuda: "12.4",
        },
      },
    );
    expect(difference.params).toEqual({ ...SAME, equal: 1 });
    expect(difference.command).toEqual({
      equal: 1,
      different: [
        { name: "command", a: ["python", "main.py"], b: ["python", "main.py", "--fast"] },
        { name: "exit code", b: 0 },
      ],
      missing: [],
    });
    expect(difference.code).toEqual({
      equal: 2, // branch and folder
      different: [
        { name: "commit", a: "a".repeat(40), b: "b".repeat(40) },
        { name: "dirty", a: false, b: true },
      ],
      missing: [],
    });
    expect(difference.environment).toEqual({
      equal: 2, // Python's version and executable
      different: [
        { name: "numpy", a: "1.26.4", b: "2.0.1" },
        { name: "torch", a: "2.3.0" },
        { name: "cuda", b: "12.4" },
        { name: "pandas", b: "2.2.2" },
      ],
      missing: [],
    });
    expect(difference.machine.different).toEqual([
      { name: "host", a: "one", b: "two" },
      { name: "SLURM_JOB_ID", a: "7" },
      { name: "gpu 1 name", b: "A100" },
      { name: "gpu 1 memory", b: 40 * 2 ** 30 },
    ]);
    expect(difference.b.unread).toEqual({ conda: "conda-meta cannot be read" });
  });

  it("tells how the uncommitted changes differ", async () => {
    const head =
      "diff --git a/main.py b/main.py\n--- a/main.py\n+++ b/main.py\n@@ -1 +1 @@\n-x = 1\n";
    const { changes } = await differenceOf(
      { params: "lr: 1", changes: `${head}+x = 2\n` },
      { params: "lr: 1", changes: `${head}+x = 3\n` },
    );
    // What `diff -u` of the two files prints below its two lines of names.
    expect(changes).toBe(
      "@@ -3,4 +3,4 @@\n +++ b/main.py\n @@ -1 +1 @@\n -x = 1\n-+x = 2\n++x = 3\n",
    );
  });

  it("summarises statistics whose samples differ", async () => {
    const same = '{"step": 0, "acc": 0.5}\n{"step": 1, "acc": 0.75}\n';
    const difference = await differenceOf(
      {
        params: "lr: 1",
        rows: `${same}{"step": 0, "loss": 3}\n{"step": 1, "loss": 1}\n{"step": 2, "loss": 2}\n`,
      },
      { params: "lr: 1", rows: `${same}{"step": 0, "loss": 4}\n{"step": 0, "f1": "NaN"}\n` },
    );
    expect(diffText(difference)).toContain("\n  f1: not recorded in run 1\n");
    expect(difference.statistics).toEqual({
      equal: 1,
      different: [
        {
          name: "loss",
          a: { samples: 3, last: 2, min: 1, max: 3 },
          b: { samples: 1, last: 4, min: 4, max: 4 },
        },
        { name: "f1", b: { samples: 1, last: NaN, min: NaN, max: NaN } },
      ],
      missing: [],
    });
  });

  it("says what was not recorded, as in a run of Python's exman, instead of calling it different", async () => {
    const difference = await differenceOf(
      { params: "lr: 1" },
      {
        params: "lr: 1",
        facts: { command: ["true"], vcs: { HEAD_sha: "abc" } },
        rows: '{"step": 0, "loss": 3}\n',
      },
    );
    expect(difference.statistics).toEqual({ ...SAME, missing: ["a"] });
    expect(difference.command).toEqual({ ...SAME, missing: ["a"] });
    expect(difference.code).toEqual({ ...SAME, missing: ["a"] });
    expect(difference.environment).toEqual({ ...SAME, missing: ["a", "b"] });
  });

  it("passes over facts that are damaged", async () => {
    const facts = { vcs: "git", machine: [1], gpus: "two", slurm: null, experiment: 7, unread: 3 };
    const difference = await differenceOf({ params: "lr: 1", facts }, { params: "lr: 1", facts });
    expect(difference.code).toEqual({ ...SAME, missing: ["a", "b"] });
    expect(difference.machine).toEqual({ ...SAME, missing: ["a", "b"] });
    expect(difference.a.unread).toEqual({});
  });

  it("compares runs of two roots, and a run that was recorded with itself", async () => {
    const folder = temporaryFolder();
    const [one, two] = ["one", "two"].map((name) => {
      mkdirSync(join(folder, name));
      const run = startRun({
        root: join(folder, name),
        params: { lr: name.length },
        name,
        capture: false,
      });
      run.log({ loss: 1 }, { step: 0 });
      run.finish();
      return new Index(join(folder, name)).run(run.id);
    }) as [Promise<RunRecord>, Promise<RunRecord>];
    const apart = diffRuns(await one, await two);
    expect([apart.a.name, apart.b.name]).toEqual(["one", "two"]);
    expect(basename(apart.a.root)).toMatch(/^000001-.*-one$/);
    const itself = diffRuns(await one, await one);
    expect(itself).toMatchObject({ changes: "", statistics: { different: [] } });
    expect(itself.params).toEqual({ ...SAME, equal: 1 });
    expect(itself.command.different).toEqual([]);
  });
});
