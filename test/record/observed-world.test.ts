import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../src/store/environment-file.js";
import { rootLayout } from "../../src/store/layout.js";
import type { RunFile } from "../../src/store/run-file.js";
import { built } from "../tools/built.js";
import { readRunFile } from "../tools/read-run-file.js";
import { runProgram, succeed } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

built(); // which the program imports
const PROGRAM = join(import.meta.dirname, "programs", "observed.mjs");

/** A repository with one commit, a change of it, and a root of runs that git does not know. */
async function makeRepository(): Promise<{ cwd: string; root: string }> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "train.js"), "const lr = 1;\n");
  const author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  await succeed("git", ["init", "-q", "-b", "main"], { cwd });
  await succeed("git", ["add", "."], { cwd });
  await succeed("git", [...author, "commit", "-q", "-m", "first"], { cwd });
  const root = join(cwd, "exman");
  mkdirSync(root);
  writeFileSync(join(root, "notes.txt"), "no code\n");
  return { cwd, root };
}

interface Observed {
  readonly directory: string;
  readonly file: RunFile;
}

async function observe(cwd: string, root: string, ending: string): Promise<Observed> {
  const { stdout } = await succeed(process.execPath, [PROGRAM, root, ending], { cwd });
  return { directory: stdout, file: readRunFile(stdout) };
}

describe("startRun", { timeout: 60_000 }, () => {
  it("records code, environment and machine, though the run ends before they are read", async () => {
    const { cwd, root } = await makeRepository();
    const head = (await succeed("git", ["rev-parse", "HEAD"], { cwd })).stdout.trim();
    const clean = await observe(cwd, root, "finish");
    const vcs = { type: "git", HEAD_sha: head, active_branch: "main", root: cwd };
    expect(clean.file).toMatchObject({
      status: "completed",
      cwd,
      command: [process.execPath, PROGRAM, root, "finish"],
      vcs: { ...vcs, is_dirty: false, diff_sha: null },
      seeds: { seed: 3, "model.seed": 4 },
    });
    expect(clean.file.machine!.cores).toBeGreaterThan(0);
    expect(clean.file.unread?.["vcs"]).toBeUndefined();
    expect(readEnvironment(rootLayout(root), clean.file.environment!)).toMatchObject({
      node: { version: process.versions.node },
    });
    expect(existsSync(join(clean.directory, "changes.diff"))).toBe(false);

    writeFileSync(join(cwd, "train.js"), "const lr = 2;\n");
    const dirty = await observe(cwd, root, "finish");
    const diff = readFileSync(join(dirty.directory, "changes.diff"), "utf8");
    expect(diff).toContain("-const lr = 1;\n+const lr = 2;\n");
    expect(diff).not.toContain("exman");
    const sha = createHash("sha256").update(diff).digest("hex");
    expect(dirty.file).toMatchObject({
      vcs: { ...vcs, is_dirty: true, diff_sha: sha },
      environment: clean.file.environment,
    });
  });

  it("knows the world when the second run of a process starts", async () => {
    const { cwd, root } = await makeRepository();
    writeFileSync(join(cwd, "train.js"), "const lr = 2;\n");
    const { stdout } = await runProgram(process.execPath, [PROGRAM, root, "twice"], { cwd });
    const [first, second] = stdout.split("\n").map((directory) => ({
      file: readRunFile(directory),
      diff: readFileSync(join(directory, "changes.diff"), "utf8"),
    }));
    const { vcs, environment, machine } = first!.file;
    expect(second!.file).toMatchObject({ status: "running", vcs, environment, machine });
    expect(second!.file.unread).toEqual(first!.file.unread);
    expect(second!.diff).toBe(first!.diff);
  });

  it("says what could not be read before the process ended, and reads nothing where told so", async () => {
    const { cwd, root } = await makeRepository();
    const { file } = await observe(cwd, root, "exit");
    expect(file).toMatchObject({ status: "interrupted", exitCode: 0 });
    expect(file.vcs).toBeUndefined();
    expect(file.unread).toMatchObject({
      vcs: "was not read before the run ended",
      environment: "was not read before the run ended",
    });
    const off = await observe(cwd, root, "off");
    expect(Object.keys(off.file)).not.toContain("vcs");
    expect(off.file.unread).toBeUndefined();
    expect(off.file.machine).toBeUndefined();
  });
});
