import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRoot } from "../tools/many-runs.js";
import { PROJECT } from "../tools/project.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, PROGRAM, widest } from "./run-ceteris.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";

/** The setting at which the learning rates that every optimizer was tried at are compared. */
const HIDDEN = ["--where", "hidden == [64, 32] && lr in [0.003, 0.03, 0.3]"];
/** The tests work on a copy of the digits root. */
let folder: string;
let root: string;

beforeAll(() => {
  folder = newFolder();
  root = join(folder, "exman");
  cpSync(join(PROJECT, "test/fixtures/digits-exman/root"), root, {
    recursive: true,
    verbatimSymlinks: true,
  });
});

afterAll(() => removeFolder(folder));

function ceteris(
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Answer> {
  return callCeteris(args, { cwd: folder, ...options });
}

async function rows(args: readonly string[]): Promise<Record<string, unknown>[]> {
  return JSON.parse((await ceteris(args)).out) as Record<string, unknown>[];
}

describe("ls", () => {
  // 148 is what Python's exman.Index(root).info() has: runs 1 to 153 without one in tmp/ and four in fails/.
  it.each([
    [["ls", "--format", "json"], 148],
    [["ls", "best", "--json"], 4],
    [["ls", "paper", "--json"], 4],
    [["ls", "--failed", "--json"], 152],
    [["ls", "--tmp", "--json"], 149],
    [["ls", "--failed", "--tmp", "--json"], 153],
  ])("%j has %i rows", async (args, count) => {
    expect(await rows(args)).toHaveLength(count);
  });

  it("has typed columns", async () => {
    const run = (await rows(["ls", "--json"])).find(({ id }) => id === 149);
    expect(run).toMatchObject({
      lr: 1e-5,
      hidden: [64, 32],
      early_stop: false,
      note: "first try: see #12",
      time: "2026-11-21T08:30:05",
      status: "completed",
    });
  });

  it("averages the last val_accuracy of (adam, 0.003, [64, 32]) to 0.9738, the figure that came with the data", async () => {
    const where = "optimizer == 'adam' && lr == 0.003 && hidden == [64, 32]";
    const values = (await rows(["ls", "--json", "--where", where])).map(
      (run) => run["val_accuracy"] as number,
    );
    expect(values).toHaveLength(8);
    expect(values.reduce((a, b) => a + b) / 8).toBeCloseTo(0.9738, 4);
  });

  it("sorts and picks columns", async () => {
    const { out } = await ceteris([
      "ls",
      "best",
      "--sort=-val_accuracy",
      "--columns",
      "id,val_accuracy",
      "--format",
      "csv",
    ]);
    expect(out.split("\n").map((line) => line.split(",")[0])).toEqual([
      "id",
      "100",
      "99",
      "97",
      "98",
      "",
    ]);
  });

  it.each(["csv", "tsv", "md", "jsonl"])("writes %s with a line for each run", async (format) => {
    const { out } = await ceteris(["ls", "best", "--format", format]);
    const heads = format === "md" ? 2 : format === "jsonl" ? 0 : 1;
    expect(out.trimEnd().split("\n")).toHaveLength(4 + heads);
  });

  it("fits a terminal of 80 columns, and names what does not fit", async () => {
    const { out } = await ceteris(["ls"], { env: { COLUMNS: "80" } });
    expect(widest(out)).toBeLessThanOrEqual(80);
    expect(out.split("\n")[0]!.trim().split(/ +/)).toEqual(
      "id hidden lr optimizer seed train_loss val_loss val_accuracy".split(" "),
    );
    expect(out).toContain("too wide to show: name, note\n"); // set on one run, and on four
  });

  it("escapes what a terminal would obey, in names as in values, as show does", async () => {
    const other = join(folder, "hostile");
    cpSync(root, other, { recursive: true, verbatimSymlinks: true });
    const run = join(other, "runs/000149-2026-11-21-08-30-05-tiny-lr");
    appendFileSync(join(run, "params.yaml"), '"\\e[31mred": "\\e[32mgreen"\n');
    appendFileSync(join(run, "statistics.jsonl"), '{"step": 0, "\\u001b[33mloss": 1}\n');
    for (const args of [["ls"], ["show", "149"], ["compare", "val_loss ~ `\u001b[31mred`"]]) {
      const { out, err } = await ceteris([...args, "--root", other]);
      expect(out + err).not.toContain("\u001b");
      expect(out + err).toContain("\\u001b[31mred");
    }
  });

  it("writes a file, and only the file", async () => {
    const { out, err } = await ceteris(["ls", "best", "--format", "csv", "-o", "best.csv"]);
    expect({ out, err }).toEqual({ out: "", err: "wrote best.csv\n" });
    expect(readFileSync(join(folder, "best.csv"), "utf8").split("\n")).toHaveLength(6);
  });
});

describe("marks", () => {
  it("are made, listed, loaded and taken away", async () => {
    expect(
      (await ceteris(["mark", "paper/figure-9", "1", "000002", "000003-2026-11-21-08-26-47"])).exit,
    ).toBe(0);
    expect((await ceteris(["marks"])).out).toContain("paper/figure-9  3 runs\n");
    expect((await rows(["ls", "paper", "--json"])).map(({ id }) => id)).toEqual([1, 2, 3, 144]);
    const { err } = await ceteris(["unmark", "paper/figure-9", "1", "2", "3", "4"]);
    expect(err).toBe(
      "warning: 000004-2026-11-21-08-26-48 was not marked paper/figure-9\ntook 3 runs out of paper/figure-9\n",
    );
    expect(existsSync(join(root, "marked/paper/figure-9"))).toBe(false);
  });

  it.each(["../out", "/abs", "a//b", ".hidden", "000001-2026-11-21-08-26-44"])(
    "refuses the key %s",
    async (key) => {
      const { exit, err } = await ceteris(["mark", key, "1"]);
      expect(exit).toBe(1);
      expect(err).toContain(`"${key}" cannot be a mark`);
    },
  );
});

describe("show", () => {
  it("prints a run as JSON", async () => {
    const run = JSON.parse((await ceteris(["show", "149", "--json"])).out) as Record<
      string,
      { value: number[] }
    >;
    expect(run).toMatchObject({
      id: 149,
      name: "tiny-lr",
      status: "completed",
      params: { lr: 1e-5 },
    });
    expect(run["statistics"]).toMatchObject({
      val_accuracy: { step: Array.from({ length: 20 }, (_, step) => step) },
    });
  });
});

it("show says why a run failed, and where the whole of it is", async () => {
  const { out, err } = await ceteris(["show", "150"]);
  const path = join(root, "fails/000150-2026-11-21-08-30-25/traceback.txt");
  expect(err).toBe("");
  // The last line that Python wrote there.
  expect(out).toContain("\nValueError: Solver produced non-finite parameter weights.");
  expect(out).toContain(`\n${path}\n`);
});

describe("plot", () => {
  it.each(["svg", "png", "html", "vl.json"])("draws learning curves as %s", async (suffix) => {
    const { exit, err } = await ceteris([
      "plot",
      "val_loss ~ step + optimizer | lr",
      ...HIDDEN,
      "-o",
      `curves.${suffix}`,
    ]);
    expect({ exit, err }).toEqual({ exit: 0, err: `wrote curves.${suffix}\n` });
  });

  it("prints the caption of a chart on paper, which has no title, and writes a fine PNG", async () => {
    const args = ["plot", "val_accuracy ~ optimizer | lr", ...HIDDEN, "--theme", "paper"];
    const { out, err } = await ceteris([
      ...args,
      "--width",
      "85mm",
      "--dpi",
      "300",
      "-o",
      "paper.png",
    ]);
    expect(err).toBe("wrote paper.png\n");
    expect(out).toMatch(/^val_accuracy by optimizer\. .*n = 8 runs.*\n$/);
    // 85 mm are 1004 pixels at 300 dpi. Source: the PNG specification, "IHDR".
    expect(readFileSync(join(folder, "paper.png")).readUInt32BE(16)).toBe(1004);
    const json = JSON.parse((await ceteris([...args, "--json", "-o", "paper.svg"])).out) as object;
    expect(json).toMatchObject({ file: "paper.svg", caption: out.trimEnd() });
  });

  it("averages over what is hidden, and says so", async () => {
    await ceteris(["plot", "val_accuracy ~ optimizer", "--as", "interval", "-o", "mean.vl.json"]);
    expect(readFileSync(join(folder, "mean.vl.json"), "utf8")).toContain("mean over hidden");
  });
});

describe("kernel install", () => {
  it("writes a kernelspec where it was told", async () => {
    const { exit } = await ceteris(["kernel", "install", "--prefix", join(folder, "env")]);
    expect(exit).toBe(0);
    const spec = readFileSync(
      join(folder, "env/share/jupyter/kernels/ceteris/kernel.json"),
      "utf8",
    );
    expect(JSON.parse(spec)).toMatchObject({ language: "typescript", interrupt_mode: "message" });
  });
});

describe("the root", () => {
  const list = ["ls", "--columns", "id", "--where", "id == 1", "--format", "csv"];
  const one = { exit: 0, out: "id\n1\n", err: "" };

  it("is --root, else $CETERIS_ROOT, else the folder itself, else the nearest exman/ upwards", async () => {
    const deep = join(folder, "a/b");
    mkdirSync(deep, { recursive: true });
    expect(await ceteris([...list, "--root", root], { cwd: "/" })).toEqual(one);
    expect(await ceteris(list, { cwd: "/", env: { CETERIS_ROOT: root } })).toEqual(one);
    expect(await ceteris(list, { cwd: root })).toEqual(one);
    expect(await ceteris(list, { cwd: deep })).toEqual(one);
  });

  it("may be a link to a root", async () => {
    symlinkSync(root, join(folder, "link"));
    expect(await ceteris([...list, "--root", "link"])).toEqual(one);
  });
});

describe("an error is a line with the remedy", () => {
  beforeAll(() => {
    mkdirSync(join(folder, "empty"));
    writeFileSync(join(folder, "file"), "");
  });

  it.each([
    [
      ["ls", "--root", "absent"],
      1,
      /^ceteris: There is no folder .*absent; give the folder that holds runs\/ and index\//,
    ],
    [
      ["ls", "--root", "file"],
      1,
      /^ceteris: The root .*file is a file, not a folder; give the folder/,
    ],
    [
      ["ls", "--root", "empty"],
      1,
      /^ceteris: The folder .*empty is no root, it lacks runs\/, index\/.*; give the folder/,
    ],
    [["ls", "--root", "."], 1, /did you mean .*exman\?/],
    [
      ["ls", "bset"],
      1,
      /There is no mark "bset" in .*; the marks here are: best, paper\/figure-2\./,
    ],
    [["show", "999"], 1, /There is no run 999 in .*; ids here go from 1 to 153\./],
    [["show", "0000012-"], 1, /There is no run 0000012- in/],
    [["show", "00001"], 0, /^$/],
    [["ls", "--columns", "optimzer"], 2, /There is no column optimzer; did you mean optimizer\?/],
    [["ls", "--format", "xls"], 2, /There is no format xls; there are: table, csv/],
    [["ls", "--sort", "-lr"], 2, /join it to its value, as in --sort=-lr$/m],
    [["compare", "a ~ b", "--margin", "-1"], 2, /as in --margin=-1$/m],
    [["compare", "a ~ b", "-o", "-1"], 2, /as in -o-1$/m],
    [
      ["compare", "val_accuracy ~ optimizer", "-o", "x.eps"],
      2,
      /as .x\.eps., which has the suffix .\.eps.; end the name in \.svg/,
    ],
    [["lss"], 2, /There is no command lss; did you mean ls\?/],
    [["ls", "--frobnicate"], 2, /Unknown option '--frobnicate'; usage: ceteris ls/],
    [["show"], 2, /Too few arguments; usage: ceteris show ID/],
    [["plot", "val_loss ~ optimizer"], 2, /needs a file: -o FILE/],
    [
      ["compare", "val_accuracy ~ optimizer", "--margin", "x"],
      2,
      /--margin is x; it has to be a number above 0/,
    ],
    [
      ["ls", "best", "-o", "no/such/folder.csv"],
      1,
      /no\/such\/folder.csv cannot be written: there is no folder no\/such; make it/,
    ],
    [
      ["plot", "val_loss ~ optimizer", "--over", "mean", "-o", "chart.eps"],
      2,
      /end the name in \.svg, \.png, \.pdf, \.html or \.vl\.json/,
    ],
    [["plot", "a ~ b", "-o", "x.svg", "--as", "pie"], 2, /There is no chart pie; there are: esti/],
    [["plot", "a ~ b", "-o", "x.svg", "--theme", "neon"], 2, /There is no theme neon; there are/],
    [["plot", "a ~ b", "-o", "x.svg", "--width", "85km"], 2, /--width: The width of a chart is/],
    [
      ["plot", "a ~ b", "-o", "x.svg", "--y", "sqrt"],
      2,
      /There is no scale sqrt; there are: linear/,
    ],
    [["plot", "a ~ b", "-o", "x.svg", "--best", "0"], 2, /--best is 0; it has to be a share/],
    [
      ["plot", "a ~ b", "-o", "x.svg", "--as", "heatmp"],
      2,
      /no chart heatmp; did you mean heatmap/,
    ],
    [["plot", "a ~ b", "-o", "x.svg", "--theme", "papr"], 2, /no theme papr; did you mean paper\?/],
    [["plot", "a ~ b", "-o", "x.svg", "--wdth", "5"], 2, /'--wdth'; did you mean --width\?/],
    [
      ["plot", "a ~ b", "-o", "x.svg", "--width", "85", "mm"],
      2,
      /A length has no space in it: write --width 85mm\./,
    ],
    [
      ["plot", "a ~ b", "-o", "x.svg", "--dpi", "300"],
      2,
      /--dpi is for a \.png, and x\.svg is none/,
    ],
    [["plot", "a ~ b", "-o", ".png"], 2, /a suffix without a name; write one before it/],
    [
      ["plot", "val_accuracy ~ optimizer", "-o", "x.svg", "--best", "0.1"],
      1,
      /--best is for a chart as 'parallel', and this one is 'estimation'; leave it out/,
    ],
    [
      ["plot", "val_loss ~ step + optimizer", "-o", "x.svg", "--pairs"],
      1,
      /Learning curves take no --pairs; leave it out/,
    ],
    [
      ["plot", "val_loss ~ step + lr", "-o", "x.svg", "--as", "heatmap"],
      1,
      /A chart as 'heatmap' draws one value per run and .* leave step out, or draw it as 'curves' or 'efficiency'/,
    ],
    [
      ["plot", "val_accuracy ~ optimizer", "--as", "pairwise", "-o", "x.svg"],
      1,
      /compared with a control; compare it with --pairs\./,
    ],
    [
      ["plot", "val_accuracy ~ optimizer", "-o", "no/such/x.svg"],
      1,
      /'no\/such\/x\.svg' cannot be written: there is no folder no\/such; make it\./,
    ],
  ])("%j", async (args, exit, message) => {
    const answer = await ceteris(args);
    expect(answer.exit).toBe(exit);
    expect(answer.err).toMatch(message);
    expect(answer.out.length > 0).toBe(exit === 0);
    expect(answer.err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("where the system refuses, such as a stdout that cannot be written to", () => {
    const readable = openSync(join(folder, "file"), "r");
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "marks", "--root", root], {
      stdio: ["ignore", readable, "pipe"],
      encoding: "utf8",
    });
    closeSync(readable);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^ceteris: The system refuses: .* \(EBADF\); check the path.*\n$/);
  });

  it("where there are no runs to compare or to draw", async () => {
    const none = makeRoot(join(folder, "none"));
    for (const words of [["compare"], ["plot", "-o", "none.svg"]])
      expect(await ceteris([...words, "a ~ b", "--root", none])).toEqual({
        exit: 1,
        out: "",
        err: "ceteris: There are no runs to compare by 'a ~ b'; load some, or loosen the filter.\n",
      });
    expect(existsSync(join(folder, "none.svg"))).toBe(false);
  });

  it("where there is no root at all", async () => {
    const { exit, err } = await ceteris(["ls"], { cwd: "/" });
    expect(exit).toBe(1);
    expect(err).toBe(
      "ceteris: There is no exman/ in / or above it; name the root with --root DIR or CETERIS_ROOT.\n",
    );
  });
});
