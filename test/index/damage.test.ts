import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Index } from "../../src/index/run-index.js";
import type { ProblemKind } from "../../src/store/problem.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { fixtureCases, fixtureRoot, problemPairs, readExpected } from "./fixture.js";

/** The fixture of each kind of damage; `fixtures.test.ts` loads them all. Git cannot store what is too large. */
const FIXTURES: Readonly<Record<Exclude<ProblemKind, "too-large">, string>> = {
  "missing-params": "damage-missing-params",
  "invalid-yaml": "damage-invalid-yaml",
  "invalid-run-file": "damage-invalid-run-file",
  "invalid-experiment": "damage-invalid-experiment",
  "invalid-statistics": "damage-invalid-statistics",
  "torn-line": "damage-torn-line",
  "not-utf8": "damage-not-utf8",
  "empty-file": "damage-empty-file",
  unreadable: "damage-unreadable",
  "python-object": "python-values",
  "dangling-link": "damage-dangling-link",
  "link-loop": "damage-link-loop",
  "link-outside-root": "damage-link-outside-root",
  "not-a-run": "damage-not-a-run",
  "duplicate-id": "duplicate-ids",
};

describe("every kind of damage", () => {
  it.each(Object.entries(FIXTURES))("%s has a fixture, which expects it", (kind, name) => {
    const expected = readExpected(name).loads.flatMap(({ problems }) => problems);
    expect(expected.map(([, expectedKind]) => expectedKind)).toContain(kind);
  });

  it.each(fixtureCases().filter((name) => name.startsWith("damage-")))(
    "%s gives every run that is not damaged by its number too",
    async (name) => {
      const index = new Index(fixtureRoot(name));
      const run = await index.run(1);
      expect(run.params["lr"]).toBe(0.1);
      expect(index.problems).toEqual([]);
    },
  );

  it("runs nothing that a file names", async () => {
    await new Index(fixtureRoot("python-values")).info();
    expect(existsSync("/tmp/ceteris-was-here")).toBe(false); // python-values says `touch` of it
  });
});

const NAMES = ["000001-2026-11-21-10-00-01", "000002-2026-11-21-10-00-02"] as const;
const HEALTHY = { id: 2, lr: 0.2, loss: 0.5 };

/** A root of two runs, the first of which is to be damaged. */
function rootOfTwo(): { root: string; run: string } {
  const root = join(temporaryFolder(), "exman");
  for (const folder of ["marked", "fails", "tmp", "index"])
    mkdirSync(join(root, folder), { recursive: true });
  for (const [position, name] of NAMES.entries()) {
    const run = join(root, "runs", name);
    mkdirSync(run, { recursive: true });
    writeFileSync(join(run, "params.yaml"), `lr: 0.${position + 1}\nid: ${position + 1}\n`);
    writeFileSync(join(run, "statistics.jsonl"), '{"step": 0, "loss": 0.5}\n');
    symlinkSync(`../runs/${name}/params.yaml`, join(root, "index", `${name}.yaml`));
  }
  return { root, run: join(root, "runs", NAMES[0]) };
}

/** Rows as id, lr and loss, and problems as path in the first run and kind. */
async function load(root: string): Promise<{ rows: object[]; problems: [string, string][] }> {
  const index = new Index(root, { cache: false });
  const table = await index.info();
  const rows = Array.from(table, (row) => {
    const { id, lr = null, loss = null } = row as Record<string, unknown>;
    return { id, lr, loss };
  });
  return { rows, problems: problemPairs(join(root, "runs", NAMES[0]), index.problems) };
}

/** A pipe without an end; a writer stands by, so that a reader that waits for it fails and does not hang. */
function makePipe(path: string): void {
  execFileSync("mkfifo", [path]);
  const writer = spawn("sh", ["-c", ': > "$0"', path], { stdio: "ignore" });
  onTestFinished(() => void writer.kill());
}

/** What a file becomes, and what remains of a run whose params or statistics are that. */
const FILES = [
  ["params.yaml", { id: 1, lr: null, loss: 0.5 }],
  ["statistics.jsonl", { id: 1, lr: 0.1, loss: null }],
  ["run.json", { id: 1, lr: 0.1, loss: 0.5 }],
] as const;

describe.each(FILES)("a %s that git cannot store", (file, remains) => {
  it("that is a pipe is reported, and nobody waits for it", async () => {
    const { root, run } = rootOfTwo();
    rmSync(join(run, file), { force: true });
    makePipe(join(run, file));
    expect(await load(root)).toEqual({
      rows: [remains, HEALTHY],
      problems: [[file, "unreadable"]],
    });
  });

  it("that is a socket is reported", async () => {
    const { root, run } = rootOfTwo();
    rmSync(join(run, file), { force: true });
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => server.listen(join(run, file), resolve));
    expect(await load(root)).toEqual({
      rows: [remains, HEALTHY],
      problems: [[file, "unreadable"]],
    });
  });

  it("that has 16 GiB, all of them a hole, is refused", async () => {
    const { root, run } = rootOfTwo();
    writeFileSync(join(run, file), "");
    truncateSync(join(run, file), 2 ** 34);
    expect(await load(root)).toEqual({ rows: [remains, HEALTHY], problems: [[file, "too-large"]] });
  });

  it("that is a link to a device is refused", async () => {
    const { root, run } = rootOfTwo();
    rmSync(join(run, file), { force: true });
    symlinkSync("/dev/null", join(run, file));
    expect(await load(root)).toEqual({
      rows: [remains, HEALTHY],
      problems: [[file, "link-outside-root"]],
    });
  });

  it("that nobody may read is reported, save to root, who may", async () => {
    const { root, run } = rootOfTwo();
    if (file === "run.json") writeFileSync(join(run, file), COMPLETED);
    chmodSync(join(run, file), 0o000);
    const isRoot = process.getuid?.() === 0;
    expect(await load(root)).toEqual({
      rows: [isRoot ? { id: 1, lr: 0.1, loss: 0.5 } : remains, HEALTHY],
      problems: isRoot ? [] : [[file, "unreadable"]],
    });
  });
});

const COMPLETED = JSON.stringify({
  schema: 1,
  status: "completed",
  attempts: [{ started: "2026-11-21T10:00:00Z", status: "completed" }],
});

it("a row that is nested a hundred thousand levels deep is left out, and the others are read", async () => {
  const { root, run } = rootOfTwo();
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  writeFileSync(
    join(run, "statistics.jsonl"),
    `{"step": 0, "loss": 0.5}\n{"step": 1, "loss": ${deep}}\n{"step": 2, "loss": 0.25}\n`,
  );
  expect(await load(root)).toEqual({
    rows: [{ id: 1, lr: 0.1, loss: 0.25 }, HEALTHY],
    problems: [["statistics.jsonl", "invalid-statistics"]],
  });
});

it("a run whose every file is damaged is still a row", async () => {
  const { root, run } = rootOfTwo();
  for (const file of ["params.yaml", "statistics.jsonl", "run.json"])
    writeFileSync(join(run, file), Uint8Array.of(0xff, 0xfe, 0x0a));
  const { rows, problems } = await load(root);
  expect(rows).toEqual([{ id: 1, lr: null, loss: null }, HEALTHY]);
  expect(problems).toEqual([
    ["params.yaml", "not-utf8"],
    ["run.json", "not-utf8"],
    ["statistics.jsonl", "not-utf8"],
  ]);
});

it("damage that is mended is gone from the next load", async () => {
  const { root, run } = rootOfTwo();
  cpSync(join(run, "params.yaml"), join(run, "kept"));
  writeFileSync(join(run, "params.yaml"), "lr: [0.1");
  const index = new Index(root);
  await index.info();
  expect(problemPairs(run, index.problems)).toEqual([["params.yaml", "invalid-yaml"]]);
  cpSync(join(run, "kept"), join(run, "params.yaml"));
  expect((await index.info()).array("lr")).toEqual([0.1, 0.2]);
  expect(index.problems).toEqual([]);
});
