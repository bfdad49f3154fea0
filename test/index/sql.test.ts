import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ColumnTable, table } from "arquero";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toArrow } from "../../src/frame/arrow.js";
import { exportParquet } from "../../src/frame/export-parquet.js";
import { Index } from "../../src/index/run-index.js";
import { querySQL } from "../../src/index/sql.js";
import { columnsOf, ODD_COLUMNS, oddTable } from "../frame/odd-table.js";
import { built } from "../tools/built.js";
import { PROJECT, PYTHON } from "../tools/project.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";

const index = new Index(join(PROJECT, "test/fixtures/digits-exman/root"));
let folder: string;

beforeAll(() => {
  folder = newFolder();
});

afterAll(() => removeFolder(folder));

describe("index.sql", () => {
  it("gives the whole table of runs back as info has it", async () => {
    const all = columnsOf(await index.sql("SELECT * FROM runs"));
    expect(all).toEqual(columnsOf(await index.info()));
  });

  it("gives the whole table of statistics back as statistics has it", async () => {
    const all = columnsOf(await index.sql("SELECT * FROM statistics"));
    expect(all).toEqual(columnsOf(await index.statistics()));
  });

  it("joins, groups and aggregates; counts and sums are numbers", async () => {
    // 0.9738 is the mean that came with the data, see the test of the command line.
    const result = await index.sql(`
      SELECT count(*) AS runs, sum(r.id) AS ids, avg(r.val_accuracy) AS accuracy,
             max(s.steps) AS steps, min(r.time) AS first
      FROM runs r JOIN (SELECT id, count(DISTINCT step) AS steps FROM statistics GROUP BY id) s USING (id)
      WHERE optimizer = 'adam' AND lr = 0.003 AND hidden = [64, 32]`);
    const [row] = result.objects() as Record<string, unknown>[];
    expect(row).toMatchObject({ runs: 8, steps: 20 });
    expect(row!["accuracy"]).toBeCloseTo(0.9738, 4);
    expect(typeof row!["ids"]).toBe("number");
    expect(row!["first"]).toBeInstanceOf(Date);
  });

  it("takes only the runs of a mark, failed runs where asked for, and lists", async () => {
    const count = "SELECT count(*) AS n FROM runs";
    expect((await index.sql(count, { mark: "best" })).get("n", 0)).toBe(4);
    expect((await index.sql(count, { failed: true })).get("n", 0)).toBe(152);
    expect(
      (
        await index.sql("SELECT list(DISTINCT id ORDER BY id) AS ids FROM runs", { mark: "best" })
      ).get("ids", 0),
    ).toEqual([97, 98, 99, 100]);
  });

  it("needs no table, and leaves nothing behind in the temporary folder", async () => {
    expect((await index.sql("SELECT 2 AS n")).get("n", 0)).toBe(2);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("ceteris-sql-"))).toEqual([]);
  });

  it("says what is wrong with a query, in one line", async () => {
    const failed = index.sql("SELECT lrr FROM runs");
    await expect(failed).rejects.toThrow(
      /^DuckDB cannot answer this query: .*"lrr" not found.*\.$/,
    );
    await expect(failed).rejects.toMatchObject({ name: "CeterisError", code: "USAGE" });
  });

  it("gives every kind of value and name back through DuckDB", async () => {
    const odd = columnsOf(await querySQL("FROM runs", { runs: async () => oddTable() }));
    expect(odd).toEqual(new Map(ODD_COLUMNS));
    const sums = await querySQL(
      'SELECT sum(seed * 2) AS total, typeof(any_value(mixed)) AS mixed, max("val loss") AS most FROM runs',
      { runs: async () => oddTable() },
    );
    expect(sums.object(0)).toEqual({ total: 2n ** 54n + 2n - 14n, mixed: "JSON", most: NaN });
  });

  it.each([
    ["SELECT 1 AS one WHERE false", ["one"]],
    ["SELECT id, lr, hidden, time FROM runs WHERE lr > 1e9", ["id", "lr", "hidden", "time"]],
    [
      "SELECT optimizer, count(*) AS c FROM runs WHERE id < 0 GROUP BY optimizer",
      ["optimizer", "c"],
    ],
  ])("gives a table without rows and with its columns for %s", async (query, columns) => {
    const result = await index.sql(query);
    expect(result.numRows()).toBe(0);
    expect(result.columnNames()).toEqual(columns);
  });

  it("has integers beyond 64 bits as numbers, where 128 bits hold them", async () => {
    const runs = async (): Promise<ColumnTable> =>
      table({
        lr: [1, 2, 3],
        LR: [2n ** 100n, -5, null],
        "b'i\"g": [2n ** 127n - 1n, -(2n ** 127n), 2n ** 53n + 1n],
        larger: [2n ** 127n, 1, null],
      });
    const all = await querySQL("SELECT *, typeof(LR_1) AS type FROM runs", { runs });
    expect(all.objects()).toEqual([
      {
        lr: 1,
        LR_1: 2n ** 100n,
        "b'i\"g": 2n ** 127n - 1n,
        larger: String(2n ** 127n),
        type: "HUGEINT",
      },
      { lr: 2, LR_1: -5, "b'i\"g": -(2n ** 127n), larger: 1, type: "HUGEINT" },
      { lr: 3, LR_1: null, "b'i\"g": 2n ** 53n + 1n, larger: null, type: "HUGEINT" },
    ]);
    const sum = await querySQL("SELECT sum(LR_1) AS s, max(LR_1) AS most FROM runs", { runs });
    expect(sum.get("most", 0)).toBe(2n ** 100n);
  });

  it("has times as dates, intervals and times of the day as text", async () => {
    const result = await index.sql(`
      SELECT max(time) - min(time) AS span, max(time)::TIME AS clock, min(time)::DATE AS day,
             [TIMESTAMP '2026-01-01 10:00:00'] AS list, {'at': DATE '2026-01-01', 'n': 2::BIGINT} AS both
      FROM runs WHERE id IN (1, 2)`);
    const row = result.object(0) as Record<string, unknown>;
    expect(row["span"]).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(row["clock"]).toMatch(/^\d\d:\d\d:\d\d$/);
    expect(row["day"]).toEqual(new Date("2026-11-21T00:00:00Z"));
    expect(row["list"]).toEqual([new Date("2026-01-01T10:00:00Z")]);
    expect(row["both"]).toEqual({ at: new Date("2026-01-01T00:00:00Z"), n: 2 });
    await expect(index.sql("SELECT 'infinity'::TIMESTAMP AS t")).rejects.toThrow(
      /^A table cannot hold what DuckDB answers: .* \(cast the column to VARCHAR\)\.$/,
    );
  });

  it("ends a query where a signal says so, with its reason, and leaves nothing behind", async () => {
    const queries = [
      "SELECT max(sha256(a::VARCHAR || b::VARCHAR)) FROM range(1000000) x(a), range(100000) y(b)",
      "SELECT * FROM range(3000000000)",
    ];
    for (const query of queries) {
      const [reason, end] = [new Error("enough"), new AbortController()];
      let aborted = NaN;
      setTimeout(() => {
        aborted = performance.now();
        end.abort(reason);
      }, 100);
      await expect(index.sql(query, { signal: end.signal })).rejects.toBe(reason);
      expect(performance.now() - aborted).toBeLessThan(1000);
    }
    await expect(index.sql("SELECT 1", { signal: AbortSignal.abort("no") })).rejects.toBe("no");
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith("ceteris-sql-"))).toEqual([]);
    const signal = new AbortController().signal;
    expect((await index.sql("SELECT 2 AS n", { signal })).get("n", 0)).toBe(2);
  });

  it("says what to install where DuckDB is absent", () => {
    const program = join(folder, "without-duckdb");
    mkdirSync(join(program, "node_modules"), { recursive: true });
    cpSync(built(), join(program, "dist"), { recursive: true });
    cpSync(join(PROJECT, "package.json"), join(program, "package.json"));
    for (const name of readdirSync(join(PROJECT, "node_modules")))
      if (name !== "@duckdb")
        symlinkSync(join(PROJECT, "node_modules", name), join(program, "node_modules", name));
    const code = `import { Index } from "./dist/ceteris.js";
      await new Index(${JSON.stringify(index.root)}).sql("FROM runs").catch((error) => console.log(error.message));`;
    writeFileSync(join(program, "main.mjs"), code);
    expect(execFileSync(process.execPath, ["main.mjs"], { cwd: program, encoding: "utf8" })).toBe(
      "SQL needs DuckDB, which cannot be loaded (ERR_MODULE_NOT_FOUND); run: npm install @duckdb/node-api\n",
    );
  });
});

describe("exportParquet", () => {
  let files: string[];

  beforeAll(async () => {
    files = await index.exportParquet(join(folder, "export"));
  });

  it("writes a file of runs and a part for every run with samples, and nothing else", () => {
    const written = readdirSync(join(folder, "export"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(written.toSorted()).toEqual(files.toSorted());
    expect(files[0]).toBe(join(folder, "export/runs.parquet"));
    expect(files[1]).toMatch(/\/statistics\/run=\d+\/part-0\.parquet$/);
    expect(files).toHaveLength(149);
    expect(readdirSync(folder)).not.toContain("runs.parquet");
  });

  it("is read by DuckDB as it stands, partitions as a column", async () => {
    const parts = join(folder, "export/statistics/*/*.parquet");
    const result = await querySQL(
      `SELECT count(*) AS n, count(DISTINCT run) AS runs, bool_and(run = id) AS same FROM read_parquet('${parts}', hive_partitioning = true)`,
      {},
    );
    expect(result.object(0)).toEqual({
      n: (await index.statistics()).numRows(),
      runs: 148,
      same: true,
    });
  });

  it("is read by pandas and pyarrow as it stands, and so is an Arrow file, with the same values and types", async () => {
    const odd = join(folder, "odd");
    exportParquet({ runs: oddTable(), statistics: await index.statistics() }, odd);
    const script = join(PROJECT, "test/index/read-export.py");
    writeFileSync(join(folder, "odd.arrow"), toArrow(oddTable()));
    const { status, stdout, stderr } = spawnSync(PYTHON, [script, odd, join(folder, "odd.arrow")], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const read = JSON.parse(stdout) as {
      types: Record<string, string>;
      values: Record<string, unknown>;
      statistics: unknown;
    };
    // Python's own words for the values of ODD_COLUMNS.
    expect(read.types).toEqual({
      id: "int32",
      time: "timestamp[ms, tz=UTC]",
      lr: "double",
      loss: "double",
      "val loss": "double",
      seed: "int64",
      far: "int64",
      early_stop: "bool",
      "opti%mizer_#1": "string",
      empty: "string",
      padded: "string",
      hidden: "list<element: int32>",
      betas: "list<element: double>",
      names: "list<element: string>",
      big: "list<element: int64>",
      mixed: "extension<arrow.json>",
      nested: "extension<arrow.json>",
      nothing: "string",
      constructor: "int32",
      toString: "string",
      hasOwnProperty: "double",
      "model.depth": "int32",
      größe: "int32",
    });
    expect(read.values).toMatchObject({
      loss: "[nan, inf, -inf]",
      "val loss": "[None, nan, -0.0]",
      seed: "[9007199254740993, -7, None]",
      far: "[1099511627776, 9007199254740991, None]",
      early_stop: "[True, None, False]",
      empty: "['', None, 'null']",
      padded: "['0012', '1', 'yes']",
      hidden: "[[64, 32], [], None]",
      betas: "[[0.9, nan], [1.0, 2.0], None]",
      names: "[['a', None], ['b, c'], None]",
      nothing: "[None, None, None]",
      mixed: `['1', '"one"', '[1,"two",{"deep":[null]}]']`,
      hasOwnProperty: "[0.5, None, 1.0]",
    });
    expect(read.statistics).toEqual({
      rows: (await index.statistics()).numRows(),
      runs: 148,
      columns: ["id", "step", "time", "name", "value", "run"],
    });
  });

  it("refuses a folder that holds something, and one that cannot be made", async () => {
    await expect(index.exportParquet(join(folder, "export"))).rejects.toThrow(
      /is not empty \(it holds runs\.parquet\)/,
    );
    await expect(index.exportParquet(join(folder, "export/runs.parquet"))).rejects.toThrow(
      /cannot be written \(EEXIST\)/,
    );
    expect(existsSync(join(folder, "export/runs.parquet"))).toBe(true);
  });
});
