import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { textWidth } from "../../src/util/text-width.js";
import { addRun, makeRoot, runName } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import type { Answer } from "./run-ceteris.js";

let folder: string;
let root: string;

beforeEach(() => {
  folder = temporaryFolder();
  root = makeRoot(join(folder, "exman"));
});

function ceteris(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Answer> {
  return callCeteris(args, { cwd: folder, env });
}

/** Adds a run with these lines of YAML. */
function addParams(id: number, yaml: string, steps = 0): void {
  const directory = addRun(root, id, steps);
  const known = `id: ${id}\nroot: runs/${runName(id)}\ntime: '2026-11-21T10:00:00'\n`;
  writeFileSync(join(directory, "params.yaml"), yaml + known);
}

const LONG = "a rather long text about what this run was meant to find out ".repeat(4).trim();
const WIDE = `note: ${LONG}\npath: ${"/data/deep".repeat(20)}\n${"n".repeat(70)}: ${"日本語".repeat(30)}\nlr: 0.1\n`;

describe("on 80 columns, and on 40", () => {
  it.each([80, 40])("ls cuts long params that all runs have, %d", async (columns) => {
    for (const id of [1, 2]) addParams(id, `${WIDE}seed: ${id}\n`);
    const { out } = await ceteris(["ls"], { COLUMNS: String(columns) });
    for (const line of out.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    expect(out).toContain("note a rather long text about wh…");
    expect(out).toContain("lr 0.1");
  });

  it.each([80, 40])("show breaks them, and loses nothing, %d", async (columns) => {
    addParams(1, WIDE);
    const { out } = await ceteris(["show", "1"], { COLUMNS: String(columns) });
    const lines = out.split("\n").slice(3);
    const longName = lines.findIndex((line) => line.trim() === "n".repeat(70));
    for (const line of lines.toSpliced(longName, 1))
      expect(textWidth(line)).toBeLessThanOrEqual(columns);
    const text = lines.join("").replace(/\s+/g, "");
    expect(text).toContain(`note${LONG.replaceAll(" ", "")}`);
    expect(text).toContain("/data/deep".repeat(20));
    expect(text).toContain("日本語".repeat(30));
    expect(out).toMatch(/^ {2}lr +0\.1$/m);
  });

  it("show keeps lines whole where the results go to a file", async () => {
    addParams(1, WIDE);
    expect((await ceteris(["show", "1"])).out).toContain(LONG);
  });
});

describe("show", () => {
  it("has no heading above nothing", async () => {
    addParams(1, "");
    const { out } = await ceteris(["show", "1"]);
    expect(out).not.toContain("params\n");
    expect(out).not.toContain("statistics");
  });
});

describe("empty arguments", () => {
  it.each<[readonly string[], number, string]>([
    [
      ["show", ""],
      1,
      '"" stands for no run; give its number, its directory\'s name, or a unique prefix of that.',
    ],
    [
      ["mark", "best", ""],
      1,
      '"" stands for no run; give its number, its directory\'s name, or a unique prefix of that.',
    ],
    [
      ["ls", "--columns", ""],
      2,
      '--columns "" leaves a name out; write --columns id,status, or leave it out for the columns that tell runs apart.',
    ],
    [
      ["ls", "--columns", "id,,lr"],
      2,
      '--columns "id,,lr" leaves a name out; write --columns id,status, or leave it out for the columns that tell runs apart.',
    ],
    [["ls", "--columns", "id, lr,id"], 2, "--columns names id twice; name it once."],
    [
      ["ls", "--sort=-"],
      2,
      "--sort names no column; --sort=lr sorts upwards, --sort=-lr downwards.",
    ],
    [
      ["ls", "--sort", ""],
      2,
      "--sort names no column; --sort=lr sorts upwards, --sort=-lr downwards.",
    ],
    [
      ["ls", "--format", ""],
      2,
      'There is no format ""; there are: table, csv, tsv, json, jsonl, md, latex, parquet, arrow.',
    ],
  ])("%j", async (args, exit, message) => {
    addParams(1, "lr: 1\n");
    expect(await ceteris(args)).toEqual({ exit, out: "", err: `ceteris: ${message}\n` });
  });
});

describe("ls -o", () => {
  it.each(["runs.xlsx", "runs.html", "runs.json.gz", "a.b/runs.yaml"])(
    "refuses %s",
    async (file) => {
      addParams(1, "lr: 1\n");
      const suffix = file.slice(file.lastIndexOf("."));
      expect(await ceteris(["ls", "-o", file])).toEqual({
        exit: 2,
        out: "",
        err: `ceteris: No format ends in ${suffix}, as ${file} does; name the file otherwise, or give --format with one of these: table, csv, tsv, json, jsonl, md, latex, parquet, arrow.\n`,
      });
      expect(existsSync(join(folder, file))).toBe(false);
    },
  );

  it.each(["runs.txt", "runs"])("writes the table to %s", async (file) => {
    addParams(1, "lr: 1\n");
    expect((await ceteris(["ls", "-o", file])).exit).toBe(0);
    expect(readFileSync(join(folder, file), "utf8")).toContain("1 run: lr 1\n");
  });

  it("writes any format to any file where --format says so", async () => {
    addParams(1, "lr: 1\n");
    expect((await ceteris(["ls", "-o", "runs.xyz", "--format", "csv"])).exit).toBe(0);
    expect(readFileSync(join(folder, "runs.xyz"), "utf8")).toMatch(/^id,time,root/);
  });
});

describe("problems beyond the first five", () => {
  it.each([
    [6, "warning: 1 more problem with what was read; ceteris doctor lists all."],
    [8, "warning: 3 more problems with what was read; ceteris doctor lists all."],
  ])("of %d are counted", async (count, line) => {
    for (let id = 1; id <= count; id += 1) addParams(id, "lr: [\n");
    const lines = (await ceteris(["ls"])).err.trimEnd().split("\n");
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe(line);
  });
});

describe("a root without runs", () => {
  it.each<[verb: string, shown: string]>([
    ["ls", "no runs\n"],
    ["marks", "no run is marked; ceteris mark KEY ID… does it\n"],
    ["experiments", "there are no experiments; ceteris run -n NAME COMMAND starts one\n"],
    ["restore", "the trash is empty, and no run is hidden\n"],
    ["doctor", "0 runs read, nothing is wrong\n"],
  ])("%s says that there are none, and is an empty list as JSON", async (verb, shown) => {
    const { exit, out, err } = await ceteris([verb]);
    expect({ exit, shown: out + err }).toEqual({ exit: 0, shown });
    expect(await ceteris([verb, "--json"])).toEqual({
      exit: 0,
      out: "[]\n",
      err: "",
    });
  });

  it.each([
    ["show", "1"],
    ["log", "1"],
    ["mark", "best", "1"],
    ["delete", "1"],
    ["diff", "1", "2"],
  ])("%s says so of an ID", async (...words) => {
    expect(await ceteris(words)).toEqual({
      exit: 1,
      out: "",
      err: `ceteris: There is no run 1 in ${root}; it holds no runs yet.\n`,
    });
  });
});
