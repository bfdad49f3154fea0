import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runFile } from "../store/run-folder.js";
import { addRun, makeRoot } from "../tools/many-runs.js";
import { PROJECT } from "../tools/project.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, widest } from "./run-ceteris.js";

const DIGITS = join(PROJECT, "test/fixtures/digits-exman/root");

function diff(root: string, ...args: readonly string[]): Promise<Answer> {
  return callCeteris(["diff", ...args, "--root", root], { cwd: root, env: { COLUMNS: "80" } });
}

/** Two runs of one program, from two commits. */
function recordedRuns(): string {
  const root = makeRoot(join(temporaryFolder(), "exman"));
  for (const id of [1, 2]) {
    const directory = addRun(root, id, 1);
    const text = id === 1 ? "short" : `${"a long text with many words ".repeat(4)}\u001b[31m`;
    writeFileSync(
      join(directory, "params.yaml"),
      `${id === 1 ? "alone: 7\n" : ""}id: ${id}\nlr: 0.${id}\nnote: ${JSON.stringify(text)}\n`,
    );
    writeFileSync(
      join(directory, "run.json"),
      runFile({
        command: ["python", "my script.py", "--lr", "0.1"],
        vcs: { HEAD_sha: String(id).repeat(40), is_dirty: true },
        machine: { memory: 2 ** 34 * id },
        unread: id === 1 ? {} : { gpus: "nvidia-smi did not answer in 5 s" },
      }),
    );
    const lines = Array.from({ length: id === 1 ? 1 : 60 }, (_, at) => `+line\t${at}\n`);
    writeFileSync(join(directory, "changes.diff"), lines.join(""));
  }
  return root;
}

it("shows two runs side by side in 80 columns", async () => {
  const { exit, out, err } = await diff(DIGITS, "1", "9");
  expect({ exit, err }).toEqual({ exit: 0, err: "" });
  expect(widest(out)).toBeLessThanOrEqual(80);
  // The figures are those of the runs' own params.yaml and metrics files.
  expect(out).toMatch(
    /^params: 2 differ \(10 equal\)\n {10}run 1 {2}run 9\n {2}hidden {2}\[16\] {3}\[64, 32\]$/m,
  );
  expect(out).toMatch(/^ {2}val_accuracy +last +0\.959259 +0\.97037 +\+0\.0111111$/m);
  expect(out).toMatch(/^not recorded: command, code, environment, machine$/m);
});

it("has a line for each subject on which the runs are equal", async () => {
  expect((await diff(DIGITS, "1", "1")).out.split("\n").slice(3)).toEqual([
    "params: equal (12)",
    "statistics: equal (3)",
    "not recorded: command, code, environment, machine",
    "",
  ]);
});

it("shows code, machine, and what does not fit in lines of its own, and escapes what a terminal obeys", async () => {
  const root = recordedRuns();
  const { out } = await diff(root, "1", "2");
  expect(widest(out)).toBeLessThanOrEqual(80);
  expect(out).toContain("  lr     0.1    0.2\n  alone  7      –\n");
  expect(out).toMatch(/^ {2}note\n {4}run 1 {2}short\n {4}run 2 {2}a long text[^\n]*\n {11}\S/m);
  expect(out).toContain("\\u001b[31m");
  expect(out).toContain("command: equal (1)\n");
  expect(out).toContain(
    "  commit  111111111111  222222222222\n  see git diff 111111111111 222222222222\n",
  );
  expect(out).toContain("  memory  16.0 GiB  32.0 GiB\n");
  expect(out).toContain("  @@ -1 +1,60 @@\n   +line    0\n  ++line    1\n");
  expect(out).toContain("  and 21 more lines, which --json has\n");
  expect(out).toContain("not read in run 2: gpus (nvidia-smi did not answer in 5 s)\n");
});

it("has all of it as JSON", async () => {
  const answer = JSON.parse((await diff(recordedRuns(), "1", "2", "--json")).out) as Record<
    string,
    object
  >;
  expect(Object.keys(answer)).toEqual(
    "a b params command code changes environment machine statistics".split(" "),
  );
  expect(answer).toMatchObject({
    a: { id: 1, time: "2026-11-21T10:00:00", status: "completed" },
    code: { equal: 1, different: [{ name: "commit", a: "1".repeat(40), b: "2".repeat(40) }] },
    environment: { missing: ["a", "b"] },
    statistics: { different: [{ name: "loss", a: { samples: 1, last: 1 }, b: { last: 0.5 } }] },
  });
  expect(String(answer["changes"]).split("\n")).toHaveLength(62);
});

it("warns of what could not be read, and goes on", async () => {
  const root = join(temporaryFolder(), "exman");
  cpSync(DIGITS, root, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(root, "runs/000001-2026-11-21-08-26-44/params.yaml"), "[oops\n");
  const { exit, err } = await diff(root, "1", "9");
  expect(exit).toBe(0);
  expect(err).toMatch(/params\.yaml\s+cannot be read: /);
});
