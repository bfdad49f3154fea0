import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkPackages } from "../../tools/notebook-workspace.js";
import { PROJECT } from "../../tools/project.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";
import { errorOf, resultText, SessionProcess } from "./session-process.js";

const ROOT = join(PROJECT, "test/fixtures/digits-exman/root");

const FILES = {
  "where.ts": "export const here: string = import.meta.url;\n",
  "helper.ts":
    '// The error is on line 4.\n\nexport function fail(): never {\n  throw new Error("from the file");\n}\n',
};

const folder = newFolder();
const work = join(folder, "notebooks");
let session: SessionProcess;

// One session for all tests.
beforeAll(async () => {
  linkPackages(folder);
  mkdirSync(work, { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(work, name), text);
  session = await SessionProcess.start(work);
  await session.run(`import { compare, Index, plot } from "ceteris";
const index = new Index(${JSON.stringify(ROOT)});
const runs = await index.info();`);
}, 60_000);
afterAll(async () => {
  await session.stop();
  removeFolder(folder);
});

/** The traceback of a cell, its own label as `cell`. */
async function tracebackOf(code: string): Promise<string[]> {
  const outcome = await session.run(code);
  const label = `cell [${String(outcome.reply["execution_count"])}]`;
  return errorOf(outcome).traceback.replaceAll(label, "cell").split("\n");
}

describe("what TypeScript does not accept", () => {
  test("what TypeScript does not accept is told with its line, and nothing has run", async () => {
    const { name, message, traceback } = errorOf(
      await session.run("console.log('ran');\n  let wrong: string = 3;\n"),
    );
    expect(name).toBe("TypeScriptError");
    expect(message).toBe("Type 'number' is not assignable to type 'string'.");
    expect(traceback).toMatch(
      /^cell \[\d+\]:2:7 - error TS2322: .*\n {4}let wrong: string = 3;\n {8}\^{5}$/,
    );
  });

  test.each([
    ["const a = [1, 2", 16, "TS1005: ']' expected."],
    ["const o = { a: 1, b: ", 21, "TS1109: Expression expected."],
    ["console.log(runs", 17, "TS1005: ')' expected."],
    ["function f() {\n\n", 15, "TS1005: '}' expected."],
    ["import { x", 11, "TS1005: '}' expected."],
  ])("%j is told at its end", async (code, column, message) => {
    const lines = await tracebackOf(code);
    const caret = `${" ".repeat(column + 1)}^`;
    expect(lines.slice(0, 3)).toEqual([
      `cell:1:${column} - error ${message}`,
      `  ${code.split("\n")[0]}`,
      caret,
    ]);
  });

  test("of a call's overloads the nearest is told, at the place that it does not accept", async () => {
    expect(await tracebackOf('compare(runs, "val_accuracy ~ optimizer", { wher: 1 })')).toEqual([
      "cell:1:45 - error TS2353: Object literal may only specify known properties, and 'wher' does not exist in type 'CompareOptions'.",
      '  compare(runs, "val_accuracy ~ optimizer", { wher: 1 })',
      `${" ".repeat(46)}^^^^`,
    ]);
    const wrong = 'compare(index, "val_accuracy ~ optimizer", { confidence: "x" })';
    expect(errorOf(await session.run(wrong)).message).toBe(
      "Type 'string' is not assignable to type 'number'.",
    );
    expect((await tracebackOf(wrong))[2]).toBe(`${" ".repeat(47)}^^^^^^^^^^`);
    expect((await tracebackOf("compare(runs, 5)")).slice(1)).toEqual([
      "  compare(runs, 5)",
      `${" ".repeat(16)}^`,
    ]);
  });

  test("only reasons of a message are indented below it", async () => {
    expect(
      (await tracebackOf("using x = 1")).filter((line) => !/^ {2}[u^ ]|^$/.test(line)),
    ).toEqual([
      "cell:1:1 - error TS1434: Unexpected keyword or identifier.",
      "cell:1:1 - error TS2304: Cannot find name 'using'.",
      "cell:1:7 - error TS2304: Cannot find name 'x'.",
    ]);
    const [, , , ...reasons] = await tracebackOf(
      "let deep: { a: { b: string } } = {} as { a: { b: number } };",
    );
    expect(reasons).toEqual([
      "  The types of 'a.b' are incompatible between these types.",
      "    Type 'number' is not assignable to type 'string'.",
    ]);
  });

  test("names that the kernel needs are refused, and what only V8 refuses has the cell's lines", async () => {
    expect(errorOf(await session.run("const exports = 4")).message).toBe(
      "The kernel keeps the variables of cells in 'exports': choose another name.",
    );
    expect((await tracebackOf('import { plot as require } from "ceteris"')).slice(1)).toEqual([
      '  import { plot as require } from "ceteris"',
      `${" ".repeat(19)}^^^^^^^`,
    ]);
    expect(await tracebackOf("const n = 1;\n  const r = /(/;")).toEqual([
      "cell:2:13 - SyntaxError: Invalid regular expression: /(/: Unterminated group",
      "    const r = /(/;",
      `${" ".repeat(14)}^`,
    ]);
  });
});

describe("what a cell throws", () => {
  test("a stack has the lines of the cells, and nothing of the kernel", async () => {
    const defined = await session.run(
      "\nfunction inner(n: number) {\n\n  throw new RangeError(`bad ${n}`);\n}\nfunction outer() {\n  inner(1);\n}",
    );
    const first = defined.reply["execution_count"] as number;
    const { name, message, traceback } = errorOf(await session.run("// called here\nouter();"));
    expect([name, message]).toEqual(["RangeError", "bad 1"]);
    expect(traceback.split("\n")).toEqual([
      `cell [${first}]:4`,
      "    throw new RangeError(`bad ${n}`);",
      "          ^",
      "",
      "RangeError: bad 1",
      `    at inner (cell [${first}]:4:9)`,
      `    at outer (cell [${first}]:7:3)`,
      `    at cell [${first + 1}]:2:1`,
    ]);
    expect(
      errorOf(await session.run('import { fail } from "./helper";\n\nfail();')).traceback,
    ).toMatch(/at fail \(helper\.ts:4:9\)\n {4}at cell \[\d+\]:3:5$/);
    expect(
      errorOf(
        await session.run(
          'import { readFile } from "node:fs/promises";\nawait readFile("/nowhere/at/all");',
        ),
      ).traceback,
    ).toMatch(/at async cell \[\d+\]:2:1 \{\n.*code: 'ENOENT'/s);
  });

  test("causes, aggregates, values that are no errors, and errors that throw when they are read", async () => {
    expect(
      errorOf(await session.run("throw new Error('outer', { cause: new TypeError('inner') })"))
        .traceback,
    ).toMatch(/Error: outer[^]*\[cause\]: TypeError: inner/);
    expect(
      errorOf(
        await session.run("throw new AggregateError([new Error('one'), new Error('two')], 'both')"),
      ).traceback,
    ).toMatch(/both[^]*Error: one[^]*Error: two/);
    expect(errorOf(await session.run("throw 'a text'"))).toMatchObject({
      name: "Thrown",
      message: "'a text'",
    });
    expect(errorOf(await session.run("throw undefined")).message).toBe("undefined");
    const hostile =
      "class Hostile extends Error { get message(): string { throw 1; } get stack(): string { throw 2; } toString(): string { throw 3; } }\nthrow new Hostile();";
    expect(errorOf(await session.run(hostile)).name).toBe("Error");
  });

  test("errors after a cell's end go to stderr, and the session lives on", async () => {
    session.late.length = 0;
    await session.run(
      "setTimeout(() => { console.log('later'); throw new Error('uncaught later'); }, 20); 0",
    );
    await session.run({ code: "0", silent: true });
    const next = await session.run(`await new Promise((resolve) => setTimeout(resolve, 100));
void Promise.reject(new Error("rejected"));
await new Promise((resolve) => setTimeout(resolve, 20));`);
    const messages = [...session.late, ...next.published];
    const text = messages.map(({ content }) => content["text"]).join("");
    expect(text).toContain("later\n");
    expect(text).toMatch(/Uncaught\n[^]*Error: uncaught later\n {4}at .*cell \[\d+\]:1:\d+/);
    expect(text).toMatch(/Unhandled rejection\n[^]*Error: rejected/);
    expect(resultText(await session.run("'alive'"))).toBe("'alive'");
  });

  test("an error in a library points to the cell's line, without the library's frames and fields", async () => {
    expect(await tracebackOf('\ncompare(runs, "val_acuracy ~ optimizer")')).toEqual([
      "cell:2",
      '  compare(runs, "val_acuracy ~ optimizer")',
      "  ^",
      "",
      "FormulaError: There is no statistic val_acuracy; did you mean val_accuracy?",
      "  val_acuracy ~ optimizer",
      "  ^",
      expect.stringMatching(/^ {4}… \d+ frames of ceteris$/),
      "    at cell:2:1",
    ]);
    expect(await tracebackOf('runs.select("nothing")')).toEqual([
      "cell:1",
      '  runs.select("nothing")',
      "       ^",
      "",
      "Error: Unrecognized column: nothing",
      expect.stringMatching(/^ {4}… \d+ frames of arquero$/),
      "    at cell:1:6",
    ]);
  });

  test("the excerpt is of the cell that was run, also where another has its number", async () => {
    await session.run('function thrower() {\n  throw new Error("thrown");\n}');
    await session.run({ code: "'a'; \n'different text'", storeHistory: false });
    expect((await tracebackOf("thrower()"))[1]).toBe('    throw new Error("thrown");');
  });
});

describe("results", () => {
  test("a text of several lines is shown raw, and a function by its own name or none", async () => {
    const types = String(resultText(await session.run("await index.types()")));
    expect(types).toMatch(/^export interface Runs \{\n {2}id: number;\n[^'+]*"adam"[^'+]*\}\n$/);
    expect(resultText(await session.run("'one line'"))).toBe("'one line'");
    expect(resultText(await session.run("async () => runs"))).toBe("[AsyncFunction (anonymous)]");
    expect(resultText(await session.run("(class {})"))).toBe("[class (anonymous)]");
  });

  test("`import.meta` is that of a file in the notebook's folder", async () => {
    const code =
      'import { here } from "./where"; [new URL("data.csv", import.meta.url).href, import.meta.dirname, here].join("\\n")';
    expect(resultText(await session.run(code))).toBe(
      [
        pathToFileURL(join(work, "data.csv")).href,
        work,
        pathToFileURL(join(work, "where.js")).href,
      ].join("\n"),
    );
  });

  test("a value of another copy of ceteris keeps its metadata, and a function may display itself", async () => {
    const other = await session.run(`({
  [Symbol.for("Jupyter.display")]() { return { "text/plain": "wrong" }; },
  [Symbol.for("ceteris.displayData")]() {
    return { data: { "text/plain": "a chart" }, metadata: { "image/png": { width: 300 } } };
  },
})`);
    expect(other.published[0]?.content).toMatchObject({
      data: { "text/plain": "a chart" },
      metadata: { "image/png": { width: 300 } },
    });
    const shown = await session.run(
      'class Shown { static async [Symbol.for("Jupyter.display")]() { return { "text/html": "<b>x</b>" }; } }\nShown',
    );
    expect(shown.published[0]?.content["data"]).toEqual({
      "text/plain": "[class Shown]",
      "text/html": "<b>x</b>",
    });
  });
});

describe("assistance", () => {
  async function inspected(code: string): Promise<string | undefined> {
    const cursor = code.indexOf("|");
    const { reply } = await session.call("inspect", { code: code.replace("|", ""), cursor });
    return (reply["data"] as Record<string, string>)["text/plain"];
  }

  test("inside a call, the called function is told, with the tags of its comment", async () => {
    const text = await inspected("compare(runs, |");
    expect(text).toMatch(
      /^compare\(runs: ColumnTable, formula: string, options\?: CompareOptions\): Comparison/,
    );
    expect(text).toMatch(/\nParameter formula: `response/);
    expect(text).toMatch(/\nThrows: FormulaError where/);
    expect(text).toMatch(/\nExample: const comparison = compare\(/);
    expect(text).not.toMatch(/^import |alias/m);
    expect(await inspected("plot(await index.info(), |)")).toMatch(/^plot\(/);
    expect(await inspected("plot(await index.info(|), ")).toMatch(/Index\.info\(/);
    expect(await inspected("compare(runs) |")).toBeUndefined();
    expect(await inspected("runs.map(() => { | })")).toBeUndefined();
  });

  test.each([
    ["const a = 1;", { status: "complete" }],
    ["await (f)(1)", { status: "complete" }],
    ["function f() {", { status: "incomplete", indent: "  " }],
    ["const text = `open", { status: "incomplete", indent: "" }],
    ["const", { status: "incomplete", indent: "" }],
    ["await", { status: "incomplete", indent: "" }],
    ["import", { status: "incomplete", indent: "" }],
    ["1 +", { status: "incomplete", indent: "" }],
    ["yield", { status: "invalid" }],
    ["yield 3", { status: "invalid" }],
    ["let = = 3", { status: "invalid" }],
  ])("%s is %o", async (code, expected) => {
    expect((await session.call("isComplete", { code })).reply).toEqual(expected);
  });
});
