import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkPackages } from "../../tools/notebook-workspace.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";
import { errorOf, resultText, SessionProcess, streamText } from "./session-process.js";

const FILES = {
  "helper.ts":
    'export function double(n: number): number {\n  return n * 2;\n}\nexport function fail(): never {\n  throw new Error("from the file");\n}\n',
  "data.json": '{ "a": 42 }',
  "ready.mjs": 'export const ready = await Promise.resolve("yes");',
  "ready.d.mts": "export declare const ready: string;",
  "runs.d.ts": "export interface Runs {\n  /** The learning rate. */\n  learningRate: number;\n}\n",
  "node_modules/waits/package.json":
    '{ "name": "waits", "version": "1.0.0", "type": "module", "exports": { ".": { "types": "./types.d.ts", "import": "./main.js" }, "./part": { "types": "./part.d.ts", "import": "./part.js" } } }',
  "node_modules/waits/main.js":
    'export const waited = await Promise.resolve(7); export default "default";',
  "node_modules/waits/types.d.ts":
    "export declare const waited: number; declare const text: string; export default text;",
  "node_modules/waits/part.js": "export const part = 3;",
  "node_modules/waits/part.d.ts": "export declare const part: number;",
};

const folder = newFolder();
const work = join(folder, "notebooks");
let session: SessionProcess;

// One session runs the cells of all tests, in the order of the tests.
beforeAll(async () => {
  linkPackages(folder);
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), text);
  }
  session = await SessionProcess.start(work);
}, 60_000);
afterAll(async () => {
  await session.stop();
  removeFolder(folder);
});

describe("results", () => {
  test("the last expression is the result, awaited, and null, undefined and declarations show nothing", async () => {
    expect(resultText(await session.run("1 + 1"))).toBe("2");
    expect(resultText(await session.run("Promise.resolve({ a: [1] })"))).toBe("{ a: [ 1 ] }");
    expect(resultText(await session.run("const waited = await Promise.resolve('w'); waited"))).toBe(
      "'w'",
    );
    for (const code of [
      "null",
      "undefined",
      "",
      "// a comment",
      "type T = { a: number };",
      "const n = 3;",
    ]) {
      const { reply, published } = await session.run(code);
      expect([code, reply["status"], published]).toEqual([code, "ok", []]);
    }
  });

  test("a table and a value that displays itself give all their representations", async () => {
    const table = await session.run(
      'import { table } from "arquero";\nconst t = table({ a: [1, 2] }); t',
    );
    expect(table.published.map(({ content }) => Object.keys(content["data"] as object))).toEqual([
      ["text/html", "text/plain"],
    ]);
    const own = await session.run(
      '({ async [Symbol.for("Jupyter.display")]() { return { "text/html": "<b>x</b>" }; } })',
    );
    expect(own.published[0]!.content["data"]).toMatchObject({ "text/html": "<b>x</b>" });
  });

  test("display and tslab.display send in the order of what is printed, and updates keep their id", async () => {
    const { published } = await session.run(`import { display } from "ceteris";
import * as tslab from "tslab";
console.log("before"); display(t); console.log("between");
const live = tslab.newDisplay(); live.text("one"); live.text("two"); console.error("after");`);
    expect(published.map(({ type, content }) => content["text"] ?? type)).toEqual([
      "before\n",
      "display_data",
      "between\n",
      "display_data",
      "update_display_data",
      "after\n",
    ]);
    const [first, second] = published.slice(3, 5).map(({ content }) => content["transient"]);
    expect(second).toEqual(first);
  });

  test("user expressions are evaluated, each with its own failure", async () => {
    const { reply } = await session.run({
      code: "let counted = 5;",
      userExpressions: { good: "counted + 1", bad: "counted.x" },
    });
    expect(reply["user_expressions"]).toMatchObject({
      good: { status: "ok", data: { "text/plain": "6" } },
      bad: { status: "error", ename: "TypeScriptError" },
    });
  });

  test("a silent cell publishes no result and counts nothing", async () => {
    const before = (await session.run("0")).reply["execution_count"] as number;
    const silent = await session.run({ code: "console.log('heard'); 7", silent: true });
    expect(streamText(silent, "stdout")).toBe("heard\n");
    expect(resultText(silent)).toBeUndefined();
    expect((await session.run("0")).reply["execution_count"]).toBe(before + 1);
  });
});

describe("language", () => {
  test("names are declared again with another type, and earlier functions keep their own", async () => {
    await session.run(
      "let again = 1; function see() { return again; } class C { m() { return 'old'; } }",
    );
    expect(
      resultText(
        await session.run(
          "const again = 'text'; class C { m() { return 'new'; } }; [again.length, see(), new C().m()]",
        ),
      ),
    ).toBe("[ 4, 1, 'new' ]");
    expect(resultText(await session.run("({ again, C: typeof C })"))).toBe(
      "{ again: 'text', C: 'function' }",
    );
  });

  test("enums, decorators, destructuring, var, for await and export are accepted", async () => {
    const { reply, published } = await session.run(`enum Color { Red, Green }
function named(target: Function) { (target as any).made = true; }
@named class Made {}
export const { a, b: [c] } = { a: 1, b: [2] };
var sum = 0;
for await (const v of (async function* () { yield 1; yield 2; })()) sum += v;
[Color.Green, (Made as any).made, a, c, sum]`);
    expect(reply["status"]).toBe("ok");
    expect(resultText({ reply, published })).toBe("[ 1, true, 1, 2, 3 ]");
  });
});

describe("imports", () => {
  test("files beside the notebook and modules that cells define", async () => {
    expect(
      resultText(
        await session.run(
          'import { double } from "./helper"; import data from "./data.json"; double(data.a)',
        ),
      ),
    ).toBe("84");
    await session.run("/** @module inline */\nexport const inner = 'in';");
    expect(resultText(await session.run('import { inner } from "./inline"; inner'))).toBe("'in'");
    expect(
      resultText(await session.run('const loaded = await import("./helper"); loaded.double(2)')),
    ).toBe("4");
  });

  test("packages with a top-level await and without a CommonJS form, by their exports", async () => {
    const code =
      'import text, { waited as w7 } from "waits"; import { part } from "waits/part"; [text, w7 + 1, part]';
    expect(resultText(await session.run(code))).toBe("[ 'default', 8, 3 ]");
    expect(resultText(await session.run('(await import("waits")).waited'))).toBe("7");
    const file = await session.run('import { ready } from "./ready.mjs"; ready.toUpperCase()');
    expect(resultText(file)).toBe("'YES'");
    expect(streamText(file, "stderr")).toBe("");
  });

  test("types of a declaration file are checked", async () => {
    const good =
      'import type { Runs } from "./runs";\nconst run: Runs = { learningRate: 0.1 };\nrun';
    expect(resultText(await session.run(good))).toBe("{ learningRate: 0.1 }");
    expect(errorOf(await session.run("run.learningrate")).message).toContain("learningRate");
  });
});

describe("errors", () => {
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
    ).toMatch(/at fail \(helper\.ts:5:9\)\n {4}at cell \[\d+\]:3:5$/);
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

  test("what a failed cell had assigned is there, what it had not is unknown, and an earlier value stays", async () => {
    await session.run("let kept = 'kept';");
    await session.run(
      "const partly = 1; const never = (() => { throw new Error('x'); })(); const later = 2;",
    );
    expect(resultText(await session.run("partly"))).toBe("1");
    expect(errorOf(await session.run("later")).message).toContain("Cannot find name 'later'");
    await session.run("const kept = JSON.parse('{');");
    expect(resultText(await session.run("kept"))).toBe("'kept'");
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
});

describe("streams", () => {
  test("nothing is lost: 20,000 lines, 20 MB in one line, few messages", async () => {
    const lines = await session.run("for (let i = 0; i < 20_000; i++) console.log('line ' + i);");
    expect(streamText(lines, "stdout")).toBe(
      Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join(""),
    );
    expect(lines.published.length).toBeLessThan(2_000);
    const long = await session.run("console.log('x'.repeat(20_000_000))");
    expect(streamText(long, "stdout").length).toBe(20_000_001);
  });

  test("characters that are cut between writes stay whole, and writes call back", async () => {
    const outcome = await session.run(`process.stdout.write(Buffer.from([0xe2, 0x82]));
process.stdout.write(Buffer.from([0xac]));
process.stdout.write("\\ud83d"); process.stdout.write("\\ude00");
await new Promise((resolve) => process.stdout.write("6869", "hex", () => resolve(undefined)));
console.warn("warned"); console.table([{ a: 1 }]); process.stderr.write("end") === true`);
    expect(streamText(outcome, "stdout")).toMatch(/^€😀hi┌[^]*│ 0 +│ 1 │/);
    expect(streamText(outcome, "stderr")).toBe("warned\nend");
    expect(resultText(outcome)).toBe("true");
  });
});

describe("interrupts", () => {
  test("an async loop stops, its finally runs to its end, and its variables are there", async () => {
    const code = `let turns = 0, cleaned = false;
async function loop() { for (;;) { await new Promise((resolve) => setTimeout(resolve, 5)); turns++; } }
try { await loop(); } finally { await new Promise((resolve) => setTimeout(resolve, 20)); cleaned = true; }`;
    expect(errorOf(await session.run({ code, interrupt: 1_000 })).name).toBe("Interrupted");
    const rest = await session.run(
      "const seen = turns; await new Promise((resolve) => setTimeout(resolve, 100)); [seen > 0, turns === seen, cleaned]",
    );
    expect(resultText(rest)).toBe("[ true, true, true ]");
  });

  test("what an earlier cell left running goes on", async () => {
    await session.run(
      "let beats = 0; let go = true; void (async () => { while (go) { await new Promise((resolve) => setTimeout(resolve, 5)); beats++; } })();",
    );
    await session.run({ code: "await new Promise(() => {})", interrupt: 500 });
    const rest = await session.run(
      "const heard = beats; await new Promise((resolve) => setTimeout(resolve, 700)); go = false; beats > heard",
    );
    expect(resultText(rest)).toBe("true");
  });

  test("code that was terminated ends as interrupted, and the variables of earlier cells are there", async () => {
    await session.run("let survivor = 41; async function spin() { for (;;) await null; }");
    for (const code of [
      "for (;;) {}",
      "await new Promise((resolve) => setTimeout(resolve, 10)); for (;;) {}",
      "await spin();",
    ]) {
      const error = errorOf(await session.run({ code, terminate: 400 }));
      expect([code, error.name, error.message]).toEqual([
        code,
        "Interrupted",
        "The cell was interrupted before its end.",
      ]);
      expect(resultText(await session.run("survivor + 1"))).toBe("42");
    }
  });
});

describe("assistance", () => {
  test("completions count code points, and come from types of files", async () => {
    const { reply } = await session.call("complete", {
      code: "const s = '😀😀'; run.lear",
      cursor: 24,
    });
    expect(reply).toMatchObject({
      status: "ok",
      matches: ["learningRate"],
      cursor_start: 20,
      cursor_end: 24,
    });
    expect(reply["metadata"]).toMatchObject({
      _jupyter_types_experimental: [{ text: "learningRate", type: "property" }],
    });
  });

  test("inspection gives the type and the comment", async () => {
    const { reply } = await session.call("inspect", { code: "'😀'; run.learningRate", cursor: 12 });
    expect(reply).toMatchObject({ status: "ok", found: true });
    expect((reply["data"] as Record<string, string>)["text/plain"]).toMatch(
      /learningRate: number[^]*The learning rate\./,
    );
    expect((await session.call("inspect", { code: "  ", cursor: 1 })).reply).toMatchObject({
      found: false,
      data: {},
    });
  });

  test.each([
    ["const a = 1;", { status: "complete" }],
    ["await (f)(1)", { status: "complete" }],
    ["function f() {", { status: "incomplete", indent: "  " }],
    ["const text = `open", { status: "incomplete", indent: "" }],
    ["let = = 3", { status: "invalid" }],
  ])("%s is %o", async (code, expected) => {
    expect((await session.call("isComplete", { code })).reply).toEqual(expected);
  });
});

test("what a cell takes of the memory is given back", async () => {
  const heapAfter = async (from: number, to: number): Promise<number> => {
    for (let n = from; n < to; n++)
      await session.run(`const value${n % 10} = ${n}; console.log(value${n % 10}); ${n}`);
    return (await session.call("heap")).reply["used"] as number;
  };
  const before = await heapAfter(0, 30);
  // A program of TypeScript that stays behind takes tens of megabytes.
  expect(await heapAfter(30, 90)).toBeLessThan(1.1 * before);
}, 120_000);
