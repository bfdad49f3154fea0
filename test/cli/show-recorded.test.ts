import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runFile } from "../store/run-folder.js";
import { addRun, makeRoot } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import type { Answer } from "./run-ceteris.js";

const HEAD = "0123456789abcdef0123456789abcdef01234567";

/** What is shown of a run whose run.json has these facts. */
async function shown(facts: object): Promise<Answer> {
  const cwd = temporaryFolder();
  const directory = addRun(makeRoot(join(cwd, "exman")), 1);
  writeFileSync(join(directory, "run.json"), runFile(facts));
  return callCeteris(["show", "1"], { cwd });
}

it("show has a line for each thing that is known of how a run was made", async () => {
  const { exit, out, err } = await shown({
    command: ["python", "my script.py", "--note", "it's"],
    cwd: "/home/ann/project",
    vcs: {
      HEAD_sha: HEAD,
      active_branch: "main",
      is_dirty: true,
      remote: "https://example.org/a.git",
    },
    machine: { hostname: "node-7", os: "Linux", cpu: "EPYC", cores: 1, memory: 2 ** 33 },
    gpus: [{ name: "A100", memory: 2 ** 36 }, { name: "H100" }],
    attempts: ["failed", "completed"].map((status) => ({
      started: "2026-11-21T10:00:00Z",
      status,
    })),
    signal: "SIGTERM",
  });
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  const [, recorded] = /\n\nrecorded\n([^]*?)\n\n/.exec(out)!;
  expect(recorded!.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
    ["command", `python 'my script.py' --note 'it'"'"'s'`],
    ["folder", "/home/ann/project"],
    ["code", "0123456789ab on main with uncommitted changes of https://example.org/a.git"],
    ["machine", "node-7, Linux, EPYC, 1 core, 8.0 GiB"],
    ["GPUs", "A100, H100"],
    ["attempts", "2 (failed, completed)"],
    ["signal", "SIGTERM"],
  ]);
});

it("show leaves out facts that are of another kind than they have to be", async () => {
  const { exit, out } = await shown({
    command: "python",
    cwd: 3,
    vcs: "main",
    machine: { hostname: ["a"], cores: "many" },
    gpus: ["A100", null, 7],
    signal: false,
  });
  expect(exit).toBe(0);
  expect(out).toMatch(/^ {2}lr +0\.1$/m);
  expect(out).not.toMatch(/recorded|undefined|NaN|null|object/);
});

it("show warns of a trial whose version or experiment is gone, and shows the rest", async () => {
  const { exit, out, err } = await shown({ experiment: { name: "lenet", version: 3 } });
  expect(exit).toBe(0);
  expect(err).toBe(
    "warning: The run is a trial of lenet, of which there is no version 3 any more.\n",
  );
  expect(out).toMatch(/^ {2}lr +0\.1$/m);
});

it("show says that a lost run's log may have numbers that were not read", async () => {
  const recording = { scalars: "" };
  const lost = await shown({ status: "running", host: hostname(), pid: 2 ** 30, recording });
  expect(lost.out).toMatch(
    /^ {2}scalars +read until the recorder was killed; log\.txt may have more$/m,
  );
  const ended = await shown({ status: "completed", host: hostname(), pid: 2 ** 30, recording });
  expect(ended.out).not.toContain("scalars");
});
