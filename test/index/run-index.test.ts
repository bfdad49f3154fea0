import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import type { ColumnTable } from "arquero";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filterWhere } from "../../src/compare/where.js";
import { Index } from "../../src/index/run-index.js";
import { fixtureRoot } from "./fixture.js";

const base = mkdtempSync(join(tmpdir(), "ceteris-index-"));
afterAll(() => rmSync(base, { recursive: true }));

function copyOf(name: string): string {
  const root = join(mkdtempSync(join(base, "copy-")), "exman");
  cpSync(fixtureRoot(name), root, { recursive: true, verbatimSymlinks: true });
  return root;
}

const failure = async (attempt: Promise<unknown>): Promise<string> => {
  const error: unknown = await attempt.then(
    () => new Error("nothing was thrown"),
    (reason: unknown) => reason,
  );
  return `${(error as { code?: string }).code}: ${(error as Error).message.replaceAll(base, "BASE")}`;
};

describe("the digits root", () => {
  const index = new Index(fixtureRoot("digits-exman"));
  let runs: ColumnTable;
  beforeAll(async () => {
    runs = await index.info();
  });

  it("has 148 runs; 4 are marked best, 4 below paper; 4 failed, and 1 is temporary", async () => {
    const rows = async (...args: Parameters<Index["info"]>): Promise<number> =>
      (await index.info(...args)).numRows();
    expect(await rows()).toBe(148);
    expect(await rows("best")).toBe(4);
    expect(await rows("paper")).toBe(4);
    expect(await rows(["best", "paper"])).toBe(8);
    expect(await rows(undefined, { failed: true })).toBe(152);
    expect(await rows(undefined, { failed: true, tmp: true })).toBe(153);
    expect(index.problems).toEqual([]);
  });

  it("has typed columns", () => {
    const kinds = (name: string): string[] =>
      [
        ...new Set(
          Array.from(runs.array(name) as unknown[], (value) =>
            value === null
              ? "null"
              : Array.isArray(value)
                ? "list"
                : value instanceof Date
                  ? "date"
                  : typeof value,
          ),
        ),
      ].toSorted();
    expect(kinds("id")).toEqual(["number"]);
    expect(kinds("time")).toEqual(["date"]);
    expect(kinds("lr")).toEqual(["number"]);
    expect(kinds("hidden")).toEqual(["list"]);
    expect(kinds("early_stop")).toEqual(["boolean"]);
    expect(kinds("note")).toEqual(["null", "string"]);
    expect(kinds("optimizer")).toEqual(["string"]);
    expect(kinds("val_accuracy")).toEqual(["number"]);
    expect(kinds("status")).toEqual(["string"]);
  });

  // The figures are those of pandas: groupby(["optimizer", "lr", "hidden"]).val_accuracy.mean() over the last line
  // of every metrics.csv.
  it.each([
    ["optimizer == 'adam' && lr == 0.003 && hidden == [64, 32]", 0.9738],
    ["optimizer == 'sgd' && lr == 0.3 && hidden == [64, 32]", 0.9738],
    ["optimizer == 'sgd' && lr == 0.03 && hidden == [16]", 0.8289],
  ])("has a mean last val_accuracy where %s of %d", (where, mean) => {
    const values = filterWhere(runs, where).array("val_accuracy") as number[];
    expect(values).toHaveLength(8);
    expect(values.reduce((a, b) => a + b) / 8).toBeCloseTo(mean, 4);
  });

  it("lets a loop over the table join the run's folder with a file, as the seed shows", () => {
    const files = Array.from(runs, (ex) =>
      relative(index.root, join((ex as { root: string }).root, "plot.png")),
    );
    expect(files[0]).toBe("runs/000001-2026-11-21-08-26-44/plot.png");
  });

  it("reads time as local time, as exman wrote it", () => {
    expect(runs.get("time", 0)).toEqual(new Date(2026, 10, 21, 8, 26, 44));
  });

  it("has the statistics as a long table", async () => {
    const long = await index.statistics(["val_loss"], { mark: "best" });
    expect(long.columnNames()).toEqual(["id", "step", "time", "name", "value"]);
    expect(new Set(long.array("id") as number[])).toEqual(new Set([97, 98, 99, 100]));
    expect(new Set(long.array("name") as string[])).toEqual(new Set(["val_loss"]));
    // tail -q -n +2 root/runs/*/metrics.csv | wc -l
    expect((await index.statistics()).numRows()).toBe(3 * 2960);
  });

  it("reduces statistics as asked, and leaves the others as they are", async () => {
    const table = await index.info("best", { statistics: { val_loss: ["min", "final"] } });
    expect(table.columnNames().slice(-4)).toEqual([
      "train_loss",
      "val_loss_min",
      "val_loss_final",
      "val_accuracy",
    ]);
    for (const row of table as Iterable<{ val_loss_min: number; val_loss_final: number }>) {
      expect(row.val_loss_min).toBeLessThanOrEqual(row.val_loss_final);
    }
  });

  it("gives one run whole, by number, by name, and by a unique prefix of it", async () => {
    const run = await index.run(98);
    expect(run).toMatchObject({
      id: 98,
      name: null,
      status: "completed",
      params: { optimizer: "adam", lr: 0.3 },
    });
    expect(run.statistics["val_accuracy"]!.value.at(-1)).toBe(runs.get("val_accuracy", 97));
    const name = basename(run.root);
    for (const id of ["98", "000098", name, name.slice(0, 12)])
      expect((await index.run(id)).id).toBe(98);
  });

  it("gives failed and temporary runs by their number too", async () => {
    expect((await index.run(150)).status).toBe("failed");
    expect(await index.run("000148-2026-11-21-08-30-03-debug")).toMatchObject({
      id: 148,
      name: "debug",
    });
  });

  it("says of a run that is not there which ids there are, and of an ambiguous prefix which runs it fits", async () => {
    expect(await failure(index.run(999))).toMatch(
      /^RUN: There is no run 999 in .*; ids here go from 1 to 153\.$/,
    );
    expect(await failure(index.run("00001x"))).toMatch(/^RUN: There is no run 00001x in/);
    expect(await failure(index.run("000001-2026-11-21-08-26-44-x"))).toMatch(
      /^RUN: There is no run/,
    );
    const duplicates = new Index(fixtureRoot("duplicate-ids"));
    expect(await failure(duplicates.run(2))).toBe(
      "RUN: 2 stands for 3 runs (000002-2026-11-21-10-00-02, 000002-2026-11-21-10-00-09-other, 000002-2026-11-21-10-00-11); " +
        "give more of the directory's name.",
    );
  });
});

describe("a root that cannot be opened", () => {
  it("is named, with the remedy", async () => {
    writeFileSync(join(base, "file"), "");
    mkdirSync(join(base, "empty"));
    const parent = copyOf("links-lost");
    expect(await failure(new Index(join(base, "nowhere")).info())).toBe(
      "ROOT: There is no folder BASE/nowhere; give the folder that holds runs/ and index/, such as ./exman.",
    );
    expect(await failure(new Index(join(base, "file")).info())).toBe(
      "ROOT: The root BASE/file is a file, not a folder; give the folder that holds runs/ and index/, such as ./exman.",
    );
    expect(await failure(new Index(join(base, "file", "below")).info())).toMatch(
      /^ROOT: There is no folder BASE\/file\/below;/,
    );
    expect(await failure(new Index(join(base, "empty")).info())).toBe(
      "ROOT: The folder BASE/empty is no root, it lacks runs/, index/, marked/, fails/, tmp/; give the folder that holds runs/ and index/, such as ./exman.",
    );
    expect(await failure(new Index(join(parent, "..")).info())).toMatch(
      /did you mean BASE\/copy-\w+\/exman\?$/,
    );
  });

  it("is not opened by the constructor, so that a root may come later", () => {
    expect(new Index(join(base, "later")).root).toBe(join(base, "later"));
  });
});

describe("ways to a root", () => {
  it("are equal: with a slash at the end, relative, and through a link", async () => {
    const root = copyOf("yaml-link-marks");
    const link = join(base, "a link");
    symlinkSync(root, link);
    for (const path of [`${root}/`, `${root}/.`, relative(process.cwd(), root), link]) {
      const index = new Index(path);
      expect((await index.info()).array("id"), `by ${path}`).toEqual([1, 2, 3, 4]);
      expect((await index.info("paper")).array("id"), `by ${path}`).toEqual([1, 3, 4]);
      expect(index.problems, `by ${path}`).toEqual([]);
      expect((await index.info()).get("root", 0)).toBe(
        join(index.root, "runs/000001-2026-11-21-10-00-01"),
      );
    }
  });

  it("may lead to runs on another disk", async () => {
    const root = copyOf("yaml-link-marks");
    const disk = join(mkdtempSync(join(base, "disk-")), "runs");
    renameSync(join(root, "runs"), disk);
    symlinkSync(disk, join(root, "runs"));
    const index = new Index(root);
    const runs = await index.info();
    expect(index.problems).toEqual([]);
    expect(runs.numRows()).toBe((await new Index(fixtureRoot("yaml-link-marks")).info()).numRows());
  });

  it("do not matter to absolute links, which name the root by one of them", async () => {
    const root = copyOf("yaml-link-marks");
    const alias = `${root}-alias`;
    symlinkSync(root, alias);
    mkdirSync(join(root, "marked/absolute"));
    symlinkSync(
      join(alias, "runs/000004-2026-11-21-10-00-04"),
      join(root, "marked/absolute/000004-2026-11-21-10-00-04"),
    );
    const index = new Index(root);
    const marked = await index.info(["absolute", "paper/figure-2"]);
    expect(marked.array("id")).toEqual([4]);
    expect(marked.get("root", 0)).toBe(join(root, "runs/000004-2026-11-21-10-00-04"));
    expect(index.problems).toEqual([]);
  });

  it("may lack the folders that exman adds: marked, fails and tmp", async () => {
    const root = join(base, "bare");
    for (const folder of ["runs", "index"]) mkdirSync(join(root, folder), { recursive: true });
    const index = new Index(root);
    const table = await index.info(undefined, { failed: true, tmp: true });
    expect(table.columnNames()).toEqual(["id", "time", "root", "name", "status"]);
    expect(table.numRows()).toBe(0);
    expect(await index.marks()).toEqual([]);
    expect((await index.statistics()).columnNames()).toEqual([
      "id",
      "step",
      "time",
      "name",
      "value",
    ]);
    expect(await failure(index.info("best"))).toBe(
      'MARK: There is no mark "best" in BASE/bare; no run is marked yet.',
    );
    expect(await failure(index.run(1))).toBe(
      "RUN: There is no run 1 in BASE/bare; it holds no runs yet.",
    );
  });
});

describe("marks", () => {
  it("are written as exman writes them, nest, and are taken away with the folders that become empty", async () => {
    const root = copyOf("links-lost");
    const index = new Index(root);
    await index.mark("paper/figure-2", [1, "000002"]);
    await index.mark("paper/figure-2", [1]);
    expect(await index.marks()).toEqual(["best", "paper/figure-2"]);
    expect((await index.info("paper")).array("id")).toEqual([1, 2]);
    expect(readlinkSync(join(root, "marked/paper/figure-2/000001-2026-11-21-10-00-01"))).toBe(
      "../../../runs/000001-2026-11-21-10-00-01",
    );
    expect(await index.unmark("paper/figure-2", [1, 3])).toEqual(["000003-2026-11-21-10-00-03"]);
    expect(await index.unmark("paper/figure-2", [2])).toEqual([]);
    expect(await index.marks()).toEqual(["best"]);
    expect(await failure(index.info("paper"))).toMatch(
      /^MARK: There is no mark "paper" in .*; the marks here are: best\.$/,
    );
  });

  it("marks all runs or none: an unknown id leaves the root as it is", async () => {
    const index = new Index(copyOf("links-lost"));
    expect(await failure(index.mark("new", [1, 77]))).toMatch(/^RUN: There is no run 77/);
    expect(await index.marks()).toEqual(["best"]);
  });

  it("cannot leave the folder of marks, hide runs, or be a file", async () => {
    const index = new Index(copyOf("links-lost"));
    writeFileSync(join(index.root, "marked/readme"), "");
    for (const key of [
      "",
      "..",
      "../runs",
      "a//b",
      "/etc",
      ".hidden",
      "a/000001-2026-11-21-10-00-00",
      "a\0b",
    ]) {
      expect(await failure(index.mark(key, [1])), `the key ${key}`).toMatch(
        /^MARK: .* cannot be a mark; use names such as best/,
      );
      expect(await failure(index.info(key)), `the key ${key}`).toMatch(/^MARK:/);
    }
    expect(await failure(index.info("readme"))).toMatch(/^MARK: "readme" cannot be a mark: /);
    expect(await index.marks()).toEqual(["best"]);
  });
});

describe("statistics patterns", () => {
  it("replace the known names", async () => {
    const root = copyOf("links-lost");
    const run = join(root, "runs/000001-2026-11-21-10-00-01");
    mkdirSync(join(run, "deep"));
    writeFileSync(join(run, "deep/scores-a.csv"), "step,f1\n0,0.5\n");
    writeFileSync(join(run, "metrics.csv"), "step,loss\n0,9\n");
    const index = new Index(root, { statistics: ["**/scores-*.csv"] });
    const table = await index.info();
    expect(table.columnNames()).not.toContain("loss");
    expect(table.array("f1")).toEqual([0.5, null]);
  });
});

describe("a hostile or broken file", () => {
  it("an alias bomb is refused, and the run is still shown", async () => {
    const root = copyOf("yaml-link-marks");
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 12; i += 1)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    writeFileSync(join(root, "runs/000001-2026-11-21-10-00-01/params.yaml"), lines.join("\n"));
    const index = new Index(root);
    expect((await index.info()).array("lr")).toEqual([null, 0.2, 0.3, 0.4]);
    expect(index.problems).toMatchObject([
      {
        kind: "invalid-yaml",
        message:
          "cannot be read: its aliases repeat more than a million values; the run is shown without params",
      },
    ]);
  });

  it("a value that contains itself is refused", async () => {
    const root = copyOf("yaml-link-marks");
    writeFileSync(join(root, "runs/000001-2026-11-21-10-00-01/params.yaml"), "a: &a [1, *a]\n");
    const index = new Index(root);
    expect((await index.info()).numRows()).toBe(4);
    expect(index.problems[0]!.kind).toBe("invalid-yaml");
  });

  it("params of 17 MiB are refused", async () => {
    const root = copyOf("yaml-link-marks");
    writeFileSync(
      join(root, "runs/000001-2026-11-21-10-00-01/params.yaml"),
      `lr: ${"1".repeat(17 * 2 ** 20)}\n`,
    );
    const index = new Index(root);
    expect((await index.info()).array("lr")).toEqual([null, 0.2, 0.3, 0.4]);
    expect(index.problems[0]).toMatchObject({
      kind: "too-large",
      message: "has 18 MiB, more than the 16 MiB that are read",
    });
  });

  it("ten thousand nested brackets do not exhaust the stack", async () => {
    const root = copyOf("yaml-link-marks");
    writeFileSync(
      join(root, "runs/000001-2026-11-21-10-00-01/params.yaml"),
      `a: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`,
    );
    const index = new Index(root);
    expect((await index.info()).numRows()).toBe(4);
    expect(index.problems[0]!.kind).toBe("invalid-yaml");
  });

  it("problems are those of the last load; one run's are with that run", async () => {
    const index = new Index(fixtureRoot("damage-invalid-yaml"));
    await index.info();
    const problems = index.problems;
    expect(problems).not.toEqual([]);
    expect((await index.run(1)).problems).toEqual([]);
    expect((await index.run(2)).problems).toMatchObject([{ kind: "invalid-yaml" }]);
    expect(index.problems).toBe(problems);
  });
});
