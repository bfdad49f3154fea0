import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROJECT } from "../tools/project.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, widest } from "./run-ceteris.js";

/** The setting at which the learning rates that every optimizer was tried at are compared. */
const HIDDEN = ["--where", "hidden == [64, 32] && lr in [0.003, 0.03, 0.3]"];
let folder: string;

beforeAll(() => {
  folder = newFolder();
  cpSync(join(PROJECT, "test/fixtures/digits-exman/root"), join(folder, "exman"), {
    recursive: true,
    verbatimSymlinks: true,
  });
});

afterAll(() => removeFolder(folder));

function ceteris(
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv } = {},
): Promise<Answer> {
  return callCeteris(args, { cwd: folder, ...options });
}

describe("compare", () => {
  it("refuses a hidden factor in one sentence that names it and the ways out", async () => {
    const { exit, out, err } = await ceteris(["compare", "val_accuracy ~ optimizer"]);
    expect(exit).toBe(1);
    expect(out).toBe("");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    for (const part of [
      "hidden (2 levels) and lr (5 levels)",
      "| hidden + lr",
      "(--where 'hidden == [",
      "(--over mean or best)",
    ]) {
      expect(err).toContain(part);
    }
  });

  it("prints the contract's keys as JSON", async () => {
    const answer = JSON.parse(
      (await ceteris(["compare", "val_accuracy ~ optimizer | lr", ...HIDDEN, "--json"])).out,
    ) as object;
    expect(Object.keys(answer)).toEqual([
      "formula",
      "verdict",
      "summary",
      "estimates",
      "contrasts",
      "warnings",
      "tests",
      "pooled",
    ]);
    const { estimates, contrasts, pooled } = answer as Record<string, object[]>;
    expect(Object.keys(estimates![0]!)).toEqual(
      "response lr optimizer n failed estimate lower upper sd".split(" "),
    );
    expect(Object.keys(contrasts![0]!)).toEqual(
      "response lr level control n difference lower upper t df p p_adjusted p_exact p_smallest hedges_g cliffs_delta paired".split(
        " ",
      ),
    );
    expect(Object.keys(pooled![0]!)).toEqual(
      "response level control facets n difference lower upper t df p p_adjusted p_exact p_smallest hedges_g cliffs_delta paired lowest highest f_facets df_facets df_residual_facets p_facets".split(
        " ",
      ),
    );
  });

  it("takes options, and draws with -o", async () => {
    const options = [
      "--over",
      "lr=0.03,hidden=[16]",
      "--ref",
      "sgd",
      "--unpaired",
      "--margin",
      "0.2",
      "-o",
      "chart.svg",
    ];
    const { exit, out, err } = await ceteris(["compare", "val_accuracy ~ optimizer", ...options]);
    expect({ exit, err }).toEqual({ exit: 0, err: "wrote chart.svg\n" });
    expect(out).toContain("Welch");
    expect(out).toContain("adam − sgd");
    expect(readFileSync(join(folder, "chart.svg"), "utf8")).toMatch(/^<svg /);
  });
});

describe("the options of a comparison", () => {
  it("has the exact p: 2 of 256 sign flips of 8 pairs are as far out", async () => {
    const args = ["compare", "val_accuracy ~ optimizer | lr", ...HIDDEN];
    const { out } = await ceteris(args, { env: { COLUMNS: "120" } });
    const [head, row] = out.slice(out.indexOf("Differences\n")).split("\n").slice(1);
    expect(head).toMatch(/p adjusted +pairs +p +p exact +Hedges g$/);
    expect(row).toMatch(/ 0\.008 /); // 2 / 256
    const narrow = (await ceteris(args, { env: { COLUMNS: "80" } })).out;
    expect(narrow).toMatch(/^too wide to show: .*p exact/m);
    expect(widest(narrow)).toBeLessThanOrEqual(80);
  });

  it.each([
    [["optimizer", "--ref", "sgd-momentum"], "The control sgd-momentum is no level"],
    [["optimizer", "--over", "optimizer=sgd-momentum"], "No run has optimizer sgd-momentum"],
    [["lr", "--ref", "-0.5"], "--ref=-0.5"],
    [["lr", "--ref=-0.5"], "The control -0.5 is no level"],
    [["hidden", "--ref", "[64,33]"], "The control [64, 33] is no level of hidden"],
  ])("takes %j as it was typed", async ([factor, ...flags], message) => {
    expect((await ceteris(["compare", `val_accuracy ~ ${factor}`, ...flags])).err).toContain(
      message,
    );
  });

  it("compares all pairs, by the method that is asked for", async () => {
    const where = "hidden == [64, 32] && lr == 0.03";
    const args = ["compare", "val_accuracy ~ optimizer", "--where", where, "--pairs"];
    const { out } = await ceteris(args);
    expect(out).toContain("sgd − momentum");
    expect(out).toContain("after Tukey");
    expect((await ceteris([...args, "--adjust", "hommel"])).out).toContain("after Hommel");
  });

  it.each([
    [["--adjust", "sidak"], "--adjust is sidak; it is holm, hommel, tukey, dunnett, bh or none."],
    [["--adjust", "dunnett", "--pairs"], "--pairs has none; write --adjust tukey."],
    [["--over", "lr"], "--over is lr; it is mean, best, or a setting such as lr=0.001,depth=3."],
    [["--direction", "left"], "--direction is left; it is up (more is better) or down."],
    [["--confidence", "95"], "--confidence is 95; it has to be between 0 and 1, such as 0.95."],
    [["--confidence", ""], "--confidence is empty; it has to be between 0 and 1, such as 0.95."],
    [["--format", "docx"], "There is no format docx; there are: text, md, latex, json."],
  ])("refuses %j as wrong usage", async (flags, message) => {
    const { exit, err } = await ceteris(["compare", "val_accuracy ~ optimizer | lr", ...flags]);
    expect({ exit, err: err.trimEnd().split("\n").length }).toEqual({ exit: 2, err: 1 });
    expect(err).toContain(message);
  });

  it.each([
    ["md", /^\| lr \| optimizer \| difference \|/m],
    ["latex", /^\\begin\{tabular\}/m],
    ["json", /^ {2}"verdict": "differs",$/m],
  ])("prints %s", async (format, pattern) => {
    const args = ["compare", "val_accuracy ~ optimizer | lr", ...HIDDEN];
    const { exit, out } = await ceteris([...args, "--format", format]);
    expect(exit).toBe(0);
    expect(out).toMatch(pattern);
  });

  it("tells which params matter for ~ .", async () => {
    const { out } = await ceteris(["compare", "val_accuracy ~ .", ...HIDDEN], {
      env: { COLUMNS: "80" },
    });
    expect(out).toMatch(/^Importance \(shares of the variance\)\nterm +share/m);
    expect(widest(out)).toBeLessThanOrEqual(80);
  });

  it("takes a list as the control", async () => {
    const setting = ["--over", "lr=0.003,optimizer=adam", "--ref", "[64,32]"];
    const { out } = await ceteris(["compare", "val_accuracy ~ hidden", ...setting]);
    expect(out).toContain("[16] − [64, 32]");
  });

  it("ignores params that make no difference", async () => {
    const adam = ["--where", "optimizer == 'adam' && hidden == [64, 32]"];
    const args = ["compare", "val_accuracy ~ lr", ...adam];
    expect((await ceteris(args)).err).toContain("note changes together with lr");
    const { exit, out } = await ceteris([...args, "--ignore", "note, name"]);
    expect(exit).toBe(0);
    expect(out).toContain("note and name may vary, and were ignored.");
  });
});
