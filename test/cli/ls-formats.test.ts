import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ColumnTable } from "arquero";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromArrow } from "../../src/frame/arrow.js";
import { fromCSV, fromJSON, fromJSONLines } from "../../src/frame/from-text-formats.js";
import { fromParquet } from "../../src/frame/parquet.js";
import { Index } from "../../src/index/run-index.js";
import { columnsOf } from "../frame/odd-table.js";
import { built } from "../tools/built.js";
import { PROJECT } from "../tools/project.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import type { Answer } from "./run-ceteris.js";

const root = join(PROJECT, "test/fixtures/digits-exman/root");
let folder: string;

beforeAll(() => {
  folder = newFolder();
});

afterAll(() => removeFolder(folder));

function ls(...args: string[]): Promise<Answer> {
  return callCeteris(["ls", "--root", root, ...args], { cwd: folder });
}

const READERS: Readonly<Record<string, (bytes: Uint8Array) => ColumnTable | Promise<ColumnTable>>> =
  {
    csv: (bytes) => fromCSV(textOf(bytes)),
    json: (bytes) => fromJSON(textOf(bytes)),
    jsonl: (bytes) => fromJSONLines(textOf(bytes)),
    arrow: fromArrow,
    parquet: fromParquet,
  };

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

describe("ls --format", () => {
  it.each(Object.keys(READERS))(
    "%s goes through a pipe and gives the whole table back",
    async (format) => {
      const line = [built("cli/main.js"), "ls", "--root", root, "--format", format];
      const { status, stdout } = spawnSync(process.execPath, line);
      expect(status).toBe(0);
      const read = columnsOf(await READERS[format]!(stdout));
      expect(read).toEqual(columnsOf(await new Index(root).info()));
    },
  );

  it.each([
    ["runs.parquet", "PAR1"],
    ["runs.arrow", "ARROW1"],
    ["runs.feather", "ARROW1"],
    ["runs.CSV", "id,time,root"],
    ["runs.tsv", "id\ttime\troot"],
    ["runs.json", "[\n"],
    ["runs.ndjson", '{"id":'],
    ["runs.md", "| id |"],
    ["runs.tex", "\\begin{tabular}{r"],
    ["runs.txt", " id "],
  ])("-o %s says the format by its suffix", async (file, beginning) => {
    const answer = await ls("best", "-o", file);
    expect(answer).toEqual({ exit: 0, out: "", err: `wrote ${file}\n` });
    expect(readFileSync(join(folder, file), "latin1").slice(0, beginning.length)).toBe(beginning);
  });

  it("goes before the suffix", async () => {
    expect((await ls("best", "--format", "jsonl", "-o", "odd.csv")).exit).toBe(0);
    expect(readFileSync(join(folder, "odd.csv"), "utf8")).toMatch(/^\{"id":97,/);
  });

  it("has the columns that were asked for, in LaTeX", async () => {
    const columns = ["--columns", "id,val_accuracy"];
    expect((await ls("best", ...columns, "--format", "latex")).out).toContain(
      "id & val\\_accuracy \\\\\n\\midrule\n$97$ & $0.259259$ \\\\\n",
    );
  });

  it.each(["parquet", "arrow"])("%s refuses a terminal, but not a file", (format) => {
    // `script` gives the program a terminal to write to.
    const command = `${process.execPath} ${built("cli/main.js")} ls --root ${root} --format ${format}`;
    const shown = spawnSync("script", ["-qec", command, "/dev/null"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(shown.status).toBe(2);
    expect(shown.stdout.trim()).toBe(
      "ceteris: This format is binary and no terminal can show it; name a file with -o, or pass it on with > or |.",
    );
    const saved = spawnSync("script", ["-qec", `${command} -o shown.bin`, "/dev/null"], {
      cwd: folder,
    });
    expect([saved.status, existsSync(join(folder, "shown.bin"))]).toEqual([0, true]);
  });

  it("names the formats that there are", async () => {
    expect(await ls("--format", "xlsx")).toEqual({
      exit: 2,
      out: "",
      err: "ceteris: There is no format xlsx; there are: table, csv, tsv, json, jsonl, md, latex, parquet, arrow.\n",
    });
  });
});
