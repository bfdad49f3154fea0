import { spawnSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { injectParameters } from "../../../src/kernel/notebook/inject-parameters.js";
import { languageOf } from "../../../src/kernel/notebook/languages/languages.js";
import type { Notebook } from "../../../src/kernel/notebook/notebook.js";
import { parseNotebook } from "../../../src/kernel/notebook/parse-notebook.js";
import { parseParameter } from "../../../src/kernel/notebook/parse-parameter.js";
import { PYTHON } from "../../tools/project.js";

function notebook(...cells: readonly (readonly [source: string, tag?: string])[]): Notebook {
  const made = cells.map(([source, tag]) => ({
    cell_type: "code",
    source,
    metadata: tag === undefined ? {} : { tags: [tag] },
  }));
  return parseNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: 4, cells: made }), "a");
}

/** The code that sets parameters in a language. */
function assignments(language: string, ...parameters: readonly string[]): string {
  const { notebook: set } = injectParameters(
    notebook(),
    parameters.map(parseParameter),
    languageOf(language),
  );
  return set.cells[0]!.source;
}

const sources = ({ cells }: Notebook): string[] => cells.map(({ source }) => source);

describe("injectParameters", () => {
  const set = (before: Notebook, ...given: readonly string[]) =>
    injectParameters(before, given.map(parseParameter), languageOf("python"));

  it("puts them below the cell tagged parameters, and replaces them the next time", () => {
    const before = notebook(["import x"], ["lr = 0.1", "parameters"], ["train(lr)"]);
    const first = set(before, "lr=0.3");
    expect(first.warnings).toEqual([]);
    expect(sources(first.notebook)).toEqual([
      "import x",
      "lr = 0.1",
      "# Parameters\nlr = 0.3",
      "train(lr)",
    ]);
    expect(first.notebook.cells[2]).toMatchObject({
      id: "injected-parameters",
      metadata: { tags: ["injected-parameters"] },
    });
    const second = set(first.notebook, "lr=0.5");
    expect(sources(second.notebook)[2]).toBe("# Parameters\nlr = 0.5");
    expect(second.notebook.cells).toHaveLength(4);
  });

  it("warns of a parameter that the notebook does not have, and where no cell is tagged", () => {
    const { warnings } = set(notebook(["learning_rate = 1", "parameters"]), "learning_rat=2");
    expect(warnings).toEqual([
      "the cell tagged parameters does not mention learning_rat; did you mean learning_rate?",
    ]);
    const untagged = set(notebook(["lr = 1"]), "lr=2", "n=3");
    expect(sources(untagged.notebook)).toEqual(["# Parameters\nlr = 2\nn = 3", "lr = 1"]);
    expect(untagged.warnings).toEqual([
      "no cell is tagged parameters, so lr and n went to the top, where a later cell may set the values again; tag the cell that sets them.",
    ]);
  });

  it("in TypeScript, assigns to what the tagged cell declares by let, and declares what it does not", () => {
    const defaults = `// let no = 1;
const fixed = "let no";
export let mode: "a" | "b" = "a", sizes: Map<string, number> = new Map([["x", 1]]),
  steps = 3
let bare
let { no } = { no: 1 };
function f() {
  let no = \`
let no = 1\`;
}
var old: {
  no: number;
} | null = null; let last!: string`;
    const names = ["mode", "sizes", "steps", "bare", "old", "last"];
    const others = ["no", "fixed", "number"];
    const given = [...names, ...others].map((name) => parseParameter(`${name}=1`));
    const { notebook: injected } = injectParameters(
      notebook([defaults, "parameters"]),
      given,
      languageOf("typescript"),
    );
    expect(sources(injected)[1]!.split("\n").slice(1)).toEqual([
      ...names.map((name) => `{ ${name} = 1; }`),
      ...others.map((name) => `let ${name} = 1;`),
    ]);
  });

  it.each([
    ["python", "lambda"],
    ["python", "a-b"],
    ["python", "$a"],
    ["typescript", "class"],
    ["typescript", "1a"],
    ["R", "TRUE"],
    ["R", ".2a"],
    ["julia", "a.b"],
  ])("refuses, for %s, the name %s", (language, name) => {
    expect(() => assignments(language, `${name}=1`)).toThrow(
      `"${name}" is no name for a variable in the language of this notebook; rename the parameter.`,
    );
  });

  it("refuses a name that is given twice, and a language that it cannot write", () => {
    expect(() => assignments("python", "a=1", "a=2")).toThrow("The parameter a is given twice");
    expect(() => languageOf("Brainfuck")).toThrow("cannot be written in Brainfuck");
  });
});

/** Values that are easily written wrong. */
const HARD = [
  `text=it's "quoted" \\ $HOME #{x} \`y\` ü 😀`,
  'escaped="a\\nb\\tc\\u2028d\\u0007"',
  "whole=3",
  "real=3.0",
  "tiny=1e-7",
  "big=12345678901234567890",
  "below=-.inf",
  "yes=true",
  "nothing=null",
  "list=[1, 2.0, x, [null, false]]",
  'map={"a b": 1, c: {d: []}}',
];

describe("the values arrive as they were given", () => {
  const TEXT = `it's "quoted" \\ $HOME #{x} \`y\` ü 😀`;
  const ESCAPED = "a\nb\tc\u2028d\u0007";

  it("in Python", () => {
    const names = HARD.map((parameter) => parameter.split("=", 1)[0]!);
    const code = `${assignments("python", ...HARD)}\nimport json\nprint(json.dumps([repr(x) for x in (whole, real, big, below, list, map)] + [text, escaped, tiny, yes, nothing]))`;
    const { stdout } = spawnSync(PYTHON, ["-c", code], { encoding: "utf8" });
    expect(names).toContain("list");
    expect(JSON.parse(stdout)).toEqual([
      "3",
      "3.0",
      "12345678901234567890",
      "-inf",
      "[1, 2.0, 'x', [None, False]]",
      "{'a b': 1, 'c': {'d': []}}",
      TEXT,
      ESCAPED,
      1e-7,
      true,
      null,
    ]);
  });

  it.each(["typescript", "javascript"])("in %s", (language) => {
    const code = `${assignments(language, ...HARD)}\n[text, escaped, whole, real, tiny, big, below, yes, nothing, list, map]`;
    expect(runInNewContext(code)).toEqual([
      TEXT,
      ESCAPED,
      3,
      3,
      1e-7,
      12345678901234567890n,
      -Infinity,
      true,
      null,
      [1, 2, "x", [null, false]],
      { "a b": 1, c: { d: [] } },
    ]);
  });

  it("in R and Julia, by their manuals", () => {
    const given = ["s=a$b 'c'", "x=2.0", "n=null", "t=true", "v=[1, 2.5]", "l=[1, x]", "m={a: 1}"];
    expect(assignments("R", ...given).split("\n")).toEqual([
      "# Parameters",
      `s <- "a$b 'c'"`,
      "x <- 2",
      "n <- NULL",
      "t <- TRUE",
      "v <- c(1, 2.5)",
      'l <- list(1, "x")',
      'm <- list("a" = 1)',
    ]);
    expect(assignments("julia", ...given).split("\n")).toEqual([
      "# Parameters",
      `s = "a\\$b 'c'"`,
      "x = 2.0",
      "n = nothing",
      "t = true",
      "v = [1, 2.5]",
      'l = [1, "x"]',
      'm = Dict("a" => 1)',
    ]);
  });
});
