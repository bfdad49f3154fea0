import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { World } from "../../src/capture/capture-world.js";
import { factsOf, keepDiff, recordLate } from "../../src/record/keep-world.js";
import { rootLayout } from "../../src/store/layout.js";
import { formatRunFile, type RunFile } from "../../src/store/run-file.js";
import { readRunFile } from "../tools/read-run-file.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const WORLD: World = {
  vcs: {
    type: "git",
    HEAD_sha: "1f3a",
    active_branch: "main",
    is_dirty: true,
    diff_sha: "ab",
    root: "/code",
  },
  diff: "+lr = 2\n",
  environment: { node: { version: "20.19.0" } },
  machine: { os: "", arch: "", cpu: "", cores: 2, memory: 1, hostname: "", user: "" },
  unread: {},
};

describe("factsOf", () => {
  it("says why an environment could not be kept, and keeps the other facts", () => {
    const layout = rootLayout(temporaryFolder());
    writeFileSync(layout.environments, "a file");
    const { environment, unread, ...facts } = factsOf(layout, WORLD);
    expect(environment).toBeUndefined();
    expect(unread!["environment"]).toMatch(/^cannot be written: /);
    expect(facts).toEqual({ vcs: WORLD.vcs, machine: WORLD.machine });
  });
});

describe("keepDiff", () => {
  it("writes the changes, where there are any", () => {
    const directory = temporaryFolder();
    const { diff: _, ...clean } = WORLD;
    keepDiff(directory, clean);
    expect(readdirSync(directory)).toEqual([]);
    keepDiff(directory, WORLD);
    expect(readFileSync(join(directory, "changes.diff"), "utf8")).toBe("+lr = 2\n");
  });
});

describe("recordLate", () => {
  const ended: RunFile = {
    schema: 1,
    status: "completed",
    attempts: [{ started: "2026-11-21T10:00:00Z", status: "completed" }],
    unread: { vcs: "was not read before the run ended" },
  };

  it("adds facts to a run that has ended, and none to one that was started again", () => {
    const root = temporaryFolder();
    const directory = join(root, "run");
    mkdirSync(directory);
    const attempt = { layout: rootLayout(root), directory, attempt: 1 };
    const facts = { environment: "ab", unread: {} };
    const path = join(directory, "run.json");
    writeFileSync(path, formatRunFile(ended));
    recordLate(attempt, () => facts, WORLD);
    const { unread: _, ...known } = ended;
    expect(readRunFile(directory)).toEqual({ ...known, environment: "ab" });
    expect(readFileSync(join(directory, "changes.diff"), "utf8")).toBe("+lr = 2\n");
    rmSync(join(directory, "changes.diff"));
    const attempts = [...ended.attempts, ...ended.attempts];
    for (const again of [{ ...ended, status: "running" } as const, { ...ended, attempts }]) {
      writeFileSync(path, formatRunFile(again));
      recordLate(attempt, () => facts, WORLD);
      expect(readRunFile(directory)).toEqual(again);
    }
    expect(readdirSync(directory)).toEqual(["run.json"]);
  });
});
