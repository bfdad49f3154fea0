import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import { Index } from "../../src/index/run-index.js";
import type { Adapter } from "../../src/store/adapter.js";
import { createRoot } from "../../src/store/create-root.js";
import { createRun } from "../../src/store/create-run.js";
import type { RootLayout } from "../../src/store/layout.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** A trial: the version, its params, and what it came to. */
type MadeTrial = readonly [
  version: number,
  params: Readonly<Record<string, unknown>>,
  accuracy: number,
];

/** Code of the versions; a line of 40 digits as git has it. */
const COMMITS = ["a", "a", "b"].map((digit) => digit.repeat(40));

/** Version 2 calls the learning rate lr and has momentum; version 3 is of another commit. */
const TRIALS: readonly MadeTrial[] = [0, 1].flatMap((seed): MadeTrial[] => [
  [1, { learning_rate: 0.1, seed: seed + 2 }, 0.7 + seed / 50],
  [2, { lr: 0.1, momentum: 0.9, seed }, 0.71 + seed / 40],
  [2, { lr: 0.2, momentum: 0.9, seed }, 0.8 + seed / 30],
  [3, { lr: 0.2, momentum: 0.9, seed: seed + 2 }, 0.82 + seed / 20],
]);

const RENAME: Adapter = { from: 1, to: 2, rename: { learning_rate: "lr" } };
const DEFAULT: Adapter = { from: 1, to: 2, default: { momentum: 0.9 } };
const NO_EFFECT: Adapter = { from: 2, to: 3, no_effect: "code" };

function makeRoot(trials: readonly MadeTrial[] = TRIALS): RootLayout {
  const layout = createRoot(join(temporaryFolder(), "exman"));
  const time = new Date(2026, 10, 21, 10);
  for (const [version, params, accuracy] of trials) {
    const file = {
      schema: 1 as const,
      status: "completed" as const,
      attempts: [{ started: time.toISOString(), status: "completed" as const }],
      experiment: { name: "lenet", id: 0, version },
      vcs: { ...codeOf(version), type: "git" as const, root: "/home/you/lenet" },
    };
    const { directory } = createRun(layout, { params, file, time });
    writeFileSync(
      join(directory, "statistics.jsonl"),
      `${JSON.stringify({ step: 0, accuracy })}\n`,
    );
  }
  return layout;
}

function codeOf(version: number): {
  HEAD_sha: string;
  active_branch: string;
  is_dirty: boolean;
  diff_sha: null;
} {
  return {
    HEAD_sha: COMMITS[version - 1]!,
    active_branch: "main",
    is_dirty: false,
    diff_sha: null,
  };
}

/** Writes experiments/lenet.json as a person may. */
function state({ experiments }: RootLayout, adapters: readonly unknown[]): void {
  const params = [["learning_rate"], ["lr", "momentum"], ["lr", "momentum"]];
  const versions = params.map((names, at) => ({
    version: at + 1,
    params: names,
    config: {},
    command: ["python", "main.py", ...names.map((name) => `--${name}~`)],
    metadata: { username: "you", timestamp: "2026-11-21T10:00:00", VCS: codeOf(at + 1) },
    conflicts: [],
  }));
  mkdirSync(experiments, { recursive: true });
  const file = { schema: 1, id: 0, name: "lenet", versions, adapters };
  writeFileSync(join(experiments, "lenet.json"), JSON.stringify(file));
}

async function columns(index: Index): Promise<Record<string, unknown[]>> {
  const runs = await index.info();
  const names = runs
    .columnNames()
    .filter((name) => ["lr", "momentum", "learning_rate"].includes(name));
  return Object.fromEntries(names.map((name) => [name, Array.from(runs.array(name))]));
}

const RAW = {
  learning_rate: [0.1, null, null, null, 0.1, null, null, null],
  lr: [null, 0.1, 0.2, 0.2, null, 0.1, 0.2, 0.2],
  momentum: [null, 0.9, 0.9, 0.9, null, 0.9, 0.9, 0.9],
};

describe("info", () => {
  it("shows old trials with the adapters' names and values, and changes no file", async () => {
    const layout = makeRoot();
    const index = new Index(layout.root);
    expect(await columns(index)).toEqual(RAW);
    state(layout, [RENAME, DEFAULT, NO_EFFECT]);
    // The same index, and one that has the cache only: what is kept are the values of the files.
    for (const each of [index, new Index(layout.root)])
      expect(await columns(each)).toEqual({
        lr: [0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.2],
        momentum: Array.from({ length: 8 }, () => 0.9),
      });
    state(layout, []);
    expect(await columns(new Index(layout.root))).toEqual(RAW);
    expect((await index.run(1)).params).toMatchObject({ learning_rate: 0.1 });
    const text = readFileSync(join((await index.run(1)).root, "params.yaml"), "utf8");
    expect(text).toMatch(/^learning_rate: 0\.1\n/);
    expect(text).not.toContain("momentum");
  });

  it("follows chains of versions, forward and backward", async () => {
    const layout = makeRoot([
      [1, { a: 1 }, 0],
      [2, { b: 2 }, 0],
      [3, { c: 3, d: 4 }, 0],
    ]);
    const file = (names: readonly string[], at: number): object => ({
      version: at + 1,
      params: names,
      config: {},
      command: [],
      metadata: { username: "you", timestamp: "2026-11-21T10:00:00" },
      conflicts: [],
    });
    mkdirSync(layout.experiments);
    const write = (adapters: readonly object[]): void =>
      writeFileSync(
        join(layout.experiments, "lenet.json"),
        JSON.stringify({
          schema: 1,
          id: 0,
          name: "lenet",
          versions: [["a"], ["b"], ["c", "d"]].map(file),
          adapters,
        }),
      );
    const rows = async (): Promise<unknown[]> =>
      (await new Index(layout.root).info()).select("id", "a", "b", "c", "d").objects();
    const forward = [
      { from: 2, to: 3, default: { d: 0 } },
      { from: 2, to: 3, rename: { b: "c" } },
      { from: 1, to: 2, rename: { a: "b" } },
    ];
    write(forward);
    const table = await new Index(layout.root).info();
    expect(table.columnNames()).not.toContain("a");
    expect(table.select("id", "c", "d").objects()).toEqual([
      { id: 1, c: 1, d: 0 },
      { id: 2, c: 2, d: 0 },
      { id: 3, c: 3, d: 4 },
    ]);
    write([{ from: 3, to: 1, default: { a: 7 } }]);
    expect(await rows()).toEqual([
      { id: 1, a: 1, b: null, c: null, d: null },
      { id: 2, a: null, b: 2, c: null, d: null },
      { id: 3, a: 7, b: null, c: 3, d: 4 },
    ]);
  });

  it("tells of adapters that cannot be used and of files that cannot be read, and loads", async () => {
    const layout = makeRoot();
    state(layout, [{ from: 1, to: 2, default: { decay: 0 } }, RENAME]);
    writeFileSync(join(layout.experiments, "torn.json"), "{");
    const index = new Index(layout.root);
    expect((await columns(index))["lr"]).toEqual([0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.2]);
    expect(index.problems).toEqual([
      {
        path: join(layout.experiments, "lenet.json"),
        kind: "invalid-experiment",
        message: "has an adapter that is left out, number 1: version 2 has no param decay",
      },
      {
        path: join(layout.experiments, "torn.json"),
        kind: "invalid-experiment",
        message: "is damaged: it is no JSON object",
      },
    ]);
  });
});

describe("compare", () => {
  const warnings = async (
    layout: RootLayout,
    formula = "accuracy ~ lr",
  ): Promise<readonly string[]> =>
    compare(await new Index(layout.root).info(), formula, { ignore: ["momentum"] }).warnings.filter(
      (warning) => /versions \d|commit/.test(warning),
    );

  it("warns where versions are mixed, until adapters make them comparable", async () => {
    const layout = makeRoot();
    state(layout, [RENAME]);
    expect(await warnings(layout)).toEqual([
      "The runs are of versions 1, 2 and 3 of lenet, of which 1 and 2 differ (new hyperparameter momentum); ceteris experiments lenet --from 1 --to 2 --default momentum=VALUE makes them comparable, where that is true.",
    ]);
    state(layout, [RENAME, DEFAULT]);
    expect(await warnings(layout)).toEqual([
      "The runs are of versions 1, 2 and 3 of lenet, of which 2 and 3 differ (code change); ceteris experiments lenet --from 2 --to 3 --no-effect code makes them comparable, where that is true.",
    ]);
    state(layout, [RENAME, DEFAULT, NO_EFFECT]);
    expect(await warnings(layout)).toEqual([]);
  });

  it("does not where versions are in panels of their own, or where they are what is compared", async () => {
    const layout = makeRoot(TRIALS.filter(([version]) => version > 1));
    state(layout, []);
    expect(await warnings(layout, "accuracy ~ lr")).toHaveLength(1);
    expect(await warnings(layout, "accuracy ~ experiment.version | lr")).toEqual([]);
    expect(await warnings(layout, "accuracy ~ lr | experiment.version")).toEqual([]);
  });

  it("tells of commits where no experiment does", async () => {
    const layout = makeRoot(TRIALS.filter(([version]) => version > 1));
    expect(await warnings(layout)).toEqual([
      "The runs come from 2 different commits, so a difference may be one of code.",
    ]);
  });

  it("holds neither commits, environments nor versions fixed, but a param of that name", async () => {
    const facts = ["a", "b"].map((digit) => ({
      commit: digit.repeat(40),
      environment: digit.repeat(64),
    }));
    const trials = TRIALS.filter(([version]) => version > 1);
    const recorded = makeRoot(
      trials.map(([version, params, accuracy]) => [
        version,
        { ...params, ...facts[Number(params["seed"]) % 2] },
        accuracy,
      ]),
    );
    state(recorded, [NO_EFFECT]);
    const answer = compare(await new Index(recorded.root).info(), "accuracy ~ lr");
    expect(answer.warnings.join("\n")).toContain("2 different environments");
    const games = makeRoot(
      trials.map(([version, params, accuracy], at) => [
        version,
        { ...params, environment: `game ${at}` },
        accuracy,
      ]),
    );
    const runs = await new Index(games.root).info();
    expect(() => compare(runs, "accuracy ~ lr")).toThrow(/^environment \(\d levels\) varies/);
  });
});
