import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { startRun } from "../../src/record/start-run.js";
import type { Params } from "../../src/store/format-params.js";
import { built } from "../tools/built.js";
import { PYTHON } from "../tools/project.js";
import { type Finished, succeed } from "../tools/run-program.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";

const PROGRAMS = join(import.meta.dirname, "programs");
const EXMAN = join(dirname(PYTHON), "exman");
const folder = newFolder();
const root = join(folder, "exman");
afterAll(() => removeFolder(folder));

/** Each imports pandas into a Python of its own. */
const SLOW = { timeout: 60_000 };

type Row = Record<string, unknown>;

interface ExmanTable {
  readonly rows: Row[];
  /** Python's name of the type of a column's first value, by column. */
  readonly types: Readonly<Record<string, string>>;
}

/** The tables that Python's exman makes of a root, for all runs (null) and for marks. */
async function exmanTables(path: string, ...marks: (string | null)[]): Promise<ExmanTable[]> {
  const args = ["-W", "ignore", join(PROGRAMS, "exman_tables.py"), path, JSON.stringify(marks)];
  return JSON.parse((await succeed(PYTHON, args)).stdout) as ExmanTable[];
}

function ids({ rows }: ExmanTable): unknown[] {
  return rows.map(({ id }) => id);
}

/** exman's own command, which works in the root. */
function exman(...args: string[]): Promise<Finished> {
  return succeed(PYTHON, ["-W", "ignore", EXMAN, ...args], { cwd: root });
}

/** That our table has the same rows; columns that exman lacks, as statistics, are ours alone. */
async function expectSame(
  path: string,
  mark: string | undefined,
  theirs: ExmanTable,
): Promise<void> {
  const table = await new Index(path).info(mark);
  const names = Object.keys(theirs.types);
  const ours = (table.objects() as Row[]).map((row) =>
    Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
  );
  const rows = theirs.rows.map((row) => ({ ...row, time: new Date(String(row["time"])) }));
  expect(ours).toEqual(rows);
}

/** Params whose values exman, which reads every scalar as a text and guesses its type, gives back as they were. */
const PARAMS: readonly Params[] = [
  { lr: 1e-5, optimizer: "adam", hidden: [64, 32], early_stop: true, seed: 0, clip: 1.5 },
  { lr: 0.1, optimizer: "sgd", hidden: [], early_stop: false, seed: 1, clip: Infinity },
  { lr: 1e21, optimizer: "größer, a: b # c", hidden: [8], early_stop: true, seed: 2 },
  { lr: 3, optimizer: "two\nlines", hidden: [1, 2, 3], early_stop: false, seed: 3, extra: "x" },
  { lr: 5e-324, optimizer: "it's", hidden: [0.5], early_stop: true, seed: 4, clip: -0.25 },
];

describe("a root of ours", () => {
  beforeAll(async () => {
    for (const [i, params] of PARAMS.entries())
      startRun({ root, params, ...(i === 1 && { name: "named" }) }).finish();
    startRun({ root, params: { lr: 1 }, tmp: true }).finish();
    startRun({ root, params: { lr: 2 } }).fail(new Error("on purpose"));
    const words = ["--lr~0.01", "--optimizer", "adam", "--seed", "5", "--early_stop", "true"];
    const command = ["run", "--root", root, "--", PYTHON, "-c", "pass", ...words];
    await succeed(process.execPath, [built("cli", "main.js"), ...command], { cwd: folder });
    await new Index(root).mark("paper/figure-2", [1, 3, 8]);
  });

  it(
    "is the same table to Python's exman, row by row, with the types that were given",
    SLOW,
    async () => {
      const [all, marked] = await exmanTables(root, null, "paper/figure-2");
      expect(ids(all!)).toEqual([1, 2, 3, 4, 5, 8]);
      await expectSame(root, undefined, all!);
      expect(ids(marked!)).toEqual([1, 3, 8]);
      await expectSame(root, "paper/figure-2", marked!);
      const given = PARAMS.map((params) => ({ clip: null, extra: null, ...params }));
      expect(all!.rows.slice(0, 5)).toMatchObject(given);
      expect(all!.types).toMatchObject({
        id: "int",
        lr: "float",
        optimizer: "str",
        hidden: "list",
        early_stop: "bool",
        seed: "int",
        clip: "float",
        time: "Timestamp",
      });
    },
  );

  it("is marked and deleted by exman's command as by ours", SLOW, async () => {
    await exman("mark", "paper/figure-2", "2", "4", "99");
    expect((await new Index(root).info("paper/figure-2")).array("id")).toEqual([1, 2, 3, 4, 8]);
    await exman("delete", "2");
    const [all] = await exmanTables(root, null);
    expect((await new Index(root).info()).array("id")).toEqual(ids(all!));
    expect(ids(all!)).toEqual([1, 3, 4, 5, 8]);

    await exman("delete", "--all", "4");
    expect(readdirSync(join(root, "runs")).map((name) => Number(name.slice(0, 6)))).toEqual([
      1, 2, 3, 5, 8,
    ]);
    const index = new Index(root);
    expect((await index.info("paper/figure-2")).array("id")).toEqual([1, 2, 3, 8]);
    expect(index.problems.map(({ kind, path }) => [kind, path.includes("000004")])).toEqual([
      ["dangling-link", true],
    ]);
  });
});

describe("a root of exman's own parser", () => {
  const theirs = join(folder, "theirs");

  it("goes on as the same table here and there, with its marks", SLOW, async () => {
    await succeed(PYTHON, ["-W", "ignore", join(PROGRAMS, "exman_root.py"), theirs]);
    const run = startRun({ root: theirs, params: { lr: 0.25, optimizer: "sgd" } });
    run.finish();
    expect(run.id).toBe(7); // after four runs, one in tmp and one in fails
    const [all, marked] = await exmanTables(theirs, null, "optimizer/sgd");
    expect(ids(all!)).toEqual([1, 2, 3, 5, 7]);
    await expectSame(theirs, undefined, all!);
    expect(ids(marked!)).toEqual([2, 5]);
    await expectSame(theirs, "optimizer/sgd", marked!);
    const index = new Index(theirs);
    await index.info();
    expect(index.problems).toEqual([]);
  });
});
