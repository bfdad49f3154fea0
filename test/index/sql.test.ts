import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
