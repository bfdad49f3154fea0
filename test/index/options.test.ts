import { describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import type { Progress } from "../../src/index/load/control.js";
import { join } from "node:path";
import { writeFileSync } from "node:fs";
import { addRun, addRuns, makeRoot, range } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { fixtureRoot } from "./fixture.js";
import { settle, settledRoot } from "./settled-root.js";

/** The methods as JavaScript calls them. */
type Untyped = Record<string, (...given: unknown[]) => Promise<unknown>>;

const index = new Index(fixtureRoot("digits-exman"));
const untyped = index as unknown as Untyped;

async function failure(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    const { name, code, message } = error as Error & { code?: string };
    return `${name} ${code}: ${message}`;
  }
  return "nothing was thrown";
}

describe("a wrong call is told in a sentence", () => {
  it.each<[string, unknown[], string]>([
    [
      "info",
      [undefined, { faild: true }],
      "There is no option faild of info; did you mean failed?",
    ],
    [
      "info",
      [undefined, { signal: 3 }],
      "The option signal of info is 3; give an AbortSignal, such as AbortSignal.timeout(60_000).",
    ],
    [
      "info",
      [undefined, { onProgress: 3 }],
      "The option onProgress of info is 3; give a function.",
    ],
    [
      "info",
      [undefined, { statistics: "val_loss" }],
      'The option statistics of info is "val_loss"; give reducers by statistic, such as { loss: ["min", "last"] }.',
    ],
    [
      "info",
      [undefined, null],
      "The options of info are null; give an object of any of these: failed, tmp, statistics, signal, onProgress.",
    ],
    [
      "info",
      [{ failed: true }],
      "The first argument of info is an object; the mark stands there, and the options after it: info(undefined, { failed: true }).",
    ],
    [
      "info",
      [3],
      "The mark of info is 3; give the name of a mark, a list of names, or undefined for all runs.",
    ],
    [
      "info",
      [null],
      "The mark of info is null; give the name of a mark, a list of names, or undefined for all runs.",
    ],
    [
      "info",
      [["best", 3]],
      "The mark of info is [ 'best', 3 ]; give the name of a mark, a list of names, or undefined for all runs.",
    ],
    [
      "info",
      [undefined, { statistics: { vall_loss: ["min"] } }],
      "None of the runs has a statistic vall_loss; did you mean val_loss? There are: train_loss, val_loss, val_accuracy.",
    ],
    [
      "statistics",
      [["vall_loss"]],
      "None of the runs has a statistic vall_loss; did you mean val_loss? There are: train_loss, val_loss, val_accuracy.",
    ],
    [
      "statistics",
      [["vall_loss"], { raw: true }],
      "None of the runs has a statistic vall_loss; did you mean val_loss? There are: train_loss, val_loss, val_accuracy.",
    ],
    [
      "statistics",
      [{ raw: true }],
      "The first argument of statistics is { raw: true }; give a name, a list of names, or nothing for all.",
    ],
    [
      "statistics",
      [undefined, { marks: "best" }],
      "There is no option marks of statistics; did you mean mark?",
    ],
    ["sql", [], 'The query of sql is undefined; give a text, such as "SELECT count(*) FROM runs".'],
    ["sql", [" "], 'The query of sql is " "; give a text, such as "SELECT count(*) FROM runs".'],
    ["sql", ["SELECT 1", { Mark: "best" }], "There is no option Mark of sql; did you mean mark?"],
    [
      "exportParquet",
      [""],
      'The folder of exportParquet is ""; give the path of a new or empty folder.',
    ],
    [
      "mark",
      ["best", 3],
      "The second argument of mark is 3; give a list of runs, such as [12, 13].",
    ],
    [
      "unmark",
      ["best"],
      "The second argument of unmark is undefined; give a list of runs, such as [12, 13].",
    ],
  ])("%s(...%j)", async (method, given, message) => {
    expect(await failure(() => untyped[method]!(...given))).toBe(`CeterisError USAGE: ${message}`);
  });

  it.each<[unknown[], string]>([
    [[], "The root of new Index is undefined; give the path of a folder of runs."],
    [[""], 'The root of new Index is ""; give the path of a folder of runs.'],
    [
      ["exman", { cache: 3 }],
      "The option cache of new Index is 3; give true, false, or the path of a folder.",
    ],
    [
      ["exman", { cache: "" }],
      'The option cache of new Index is ""; give true, false, or the path of a folder.',
    ],
    [
      ["exman", { statistic: "x" }],
      "There is no option statistic of new Index; did you mean statistics?",
    ],
    [
      ["exman", { statistics: 3 }],
      'The option statistics of new Index is 3; give a glob of files in a run\'s directory, or a list of globs: "scores-*.csv".',
    ],
  ])("new Index(...%j)", async (given, message) => {
    const make = Index as unknown as new (...given: unknown[]) => Index;
    expect(await failure(() => new make(...given))).toBe(`CeterisError USAGE: ${message}`);
  });

  it.each(["", null, undefined, {}])("run(%j)", async (id) => {
    expect(await failure(() => untyped["run"]!(id))).toMatch(
      /^CeterisError RUN: .* stands for no run; give its number, its directory's name, or a unique prefix of that\.$/,
    );
  });
});

describe("names of statistics", () => {
  it("are one as a text, or several as a list", async () => {
    const one = await index.statistics("val_loss");
    expect(one.objects()).toEqual((await index.statistics(["val_loss"])).objects());
    expect(one.numRows()).toBeGreaterThan(0);
    const raw = await index.statistics("val_loss", { raw: true });
    expect(raw.numRows()).toBe(one.numRows());
    expect((await index.statistics([])).numRows()).toBe(0);
  });

  it("may be any in a root that has no run, or none with statistics", async () => {
    const root = makeRoot(join(temporaryFolder(), "exman"));
    const young = new Index(root);
    const count = async (): Promise<number> => (await young.statistics("loss")).numRows();
    expect(await count()).toBe(0);
    addRun(root, 1, 0);
    expect(await count()).toBe(0);
    expect((await young.info(undefined, { statistics: { loss: ["min"] } })).numRows()).toBe(1);
    addRun(root, 2, 3);
    expect(await count()).toBe(3);
  });
});

describe("onProgress", () => {
  it("is told at the end of every load that read something, and only of those", async () => {
    const root = makeRoot(join(temporaryFolder(), "exman"));
    addRuns(root, range(1, 5));
    const told: Progress[] = [];
    const onProgress = (progress: Progress): void => void told.push(progress);
    const young = new Index(root);
    await young.info(undefined, { onProgress });
    expect(told).toEqual([{ done: 5, total: 5 }]);
    addRun(root, 6);
    await young.statistics("loss", { onProgress });
    expect(told.at(-1)!.done).toBe(told.at(-1)!.total);
    expect(told.length).toBe(2);
  });
});

describe("params of which two have one name", () => {
  it("come out both, the same from the files, from memory and from the cache, and nested in a run", async () => {
    const root = await settledRoot();
    const run = addRun(root, 71);
    const text = "a:\n  b: 1\na.b: 2\nid: 71\ntime: '2026-11-21T10:00:00'\n";
    writeFileSync(join(run, "params.yaml"), text);
    await settle();
    const first = new Index(root);
    for (const each of [first, first, new Index(root), new Index(root, { cache: false })]) {
      const row = (await each.info()).objects().at(-1) as Record<string, unknown>;
      expect(row).toMatchObject({ id: 71, "a.b": 2, "a.b_nested": 1 });
    }
    expect((await first.run(71)).params).toMatchObject({ a: { b: 1 }, "a.b": 2 });
  });
});
