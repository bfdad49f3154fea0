import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkPackages } from "../../tools/notebook-workspace.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";
import {
  errorOf,
  type Outcome,
  resultText,
  SessionProcess,
  streamText,
} from "./session-process.js";

const FILES = {
  "helper.ts": "export function double(n: number): number {\n  return n * 2;\n}\n",
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
  test("a table is shown as HTML, and as Arquero prints it where the environment says so", async () => {
    const types = ({ published }: Outcome): string[] =>
      published.flatMap(({ content }) => Object.keys(content["data"] ?? {}));
    await session.run(
      'import { table as made } from "arquero";\nconst printed = made({ id: [1] });',
    );
    expect(types(await session.run("printed"))).toEqual(["text/html", "text/plain"]);
    await session.run('process.env.CETERIS_DISPLAY = "off";');
    const off = await session.run("printed");
    expect(types(off)).toEqual(["text/plain"]);
    expect(resultText(off)).toMatch(/^ColumnTable \[Table: 1 col x 1 row\]/);
    await session.run("delete process.env.CETERIS_DISPLAY;\nnull");
  });

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

  test("functions see what later cells assign, and keep their variables when a name is declared again", async () => {
    await session.run(`let count = 0, [low, high] = new Set([1, 2]);
function counted() { return [count, low, high]; }
function raise() { count += 1; }`);
    const assigned = "count = 5; [low, high] = [high!, low!]; raise(); [count, ...counted()]";
    expect(resultText(await session.run(assigned))).toBe("[ 6, 6, 2, 1 ]");
    const again =
      'import low from "node:path"; const count = "text"; let high: string | undefined;';
    await session.run(again);
    expect(resultText(await session.run("[count, low.sep, high, ...counted()]"))).toBe(
      "[ 'text', '/', undefined, 6, 2, 1 ]",
    );
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

  test("files and packages that appear, change and disappear while the session runs", async () => {
    const write = (name: string, text: string): void => {
      mkdirSync(dirname(join(work, name)), { recursive: true });
      writeFileSync(join(work, name), text);
    };
    const fresh = 'import { fresh } from "./fresh.ts"; fresh';
    const missing = "Cannot find module './fresh.ts' or its corresponding type declarations.";
    await session.run('import * as ceteris from "ceteris";');
    expect(errorOf(await session.run(fresh)).message).toBe(missing);
    write("fresh.ts", "export const fresh = 1;");
    expect(resultText(await session.run(fresh))).toBe("1");
    rmSync(join(work, "fresh.ts"));
    expect(errorOf(await session.run(fresh)).message).toBe(missing);
    write("fresh.ts", 'export const fresh = "again";');
    expect(resultText(await session.run(`${fresh}.length`))).toBe("5");
    const late = 'import { late } from "late"; late';
    expect(errorOf(await session.run(late)).message).toContain("Cannot find module 'late'");
    write("node_modules/late/index.js", "exports.late = 7;");
    write("node_modules/late/index.d.ts", "export declare const late: number;");
    expect(resultText(await session.run(late))).toBe("7");
  });

  test("a variable may hold a module, or a value whose type has no name for other cells", async () => {
    await session.run(`const modules = await import("ceteris"), fs = await import("node:fs");
const { createReadStream } = await import("node:fs");
const hidden = (() => { interface Hidden { inner: number } return { inner: 4 } as Hidden; })();`);
    const code =
      "[typeof modules.compare, fs.default.statSync === fs.statSync, typeof fs.statSync, typeof createReadStream, hidden.inner]";
    expect(resultText(await session.run(code))).toBe(
      "[ 'function', true, 'function', 'function', 4 ]",
    );
    expect(errorOf(await session.run("fs.statSyncs")).message).toContain("statSyncs");
    expect(errorOf(await session.run("modules.compares")).message).toContain("compares");
  });

  test("types of a declaration file are checked", async () => {
    const good =
      'import type { Runs } from "./runs";\nconst run: Runs = { learningRate: 0.1 };\nrun';
    expect(resultText(await session.run(good))).toBe("{ learningRate: 0.1 }");
    expect(errorOf(await session.run("run.learningrate")).message).toContain("learningRate");
  });
});

describe("failed cells", () => {
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

  test("a failed cell takes away no variable that has no value, whether its own or an earlier one", async () => {
    await session.run("let best: { score: number } | undefined;");
    await session.run(
      "const { p1, p2 } = JSON.parse('{ \"p2\": 2 }'); let own: string | undefined; throw new Error('x');",
    );
    expect(resultText(await session.run("[best, p1, p2, own]"))).toBe(
      "[ undefined, undefined, 2, undefined ]",
    );
  });

  test("what a failed cell assigned to earlier variables stays, with all that it declared before its end", async () => {
    await session.run(`let handle: any = 5; let config = { a: 1 }; class Kind { old = 1; }
import { sep, join as joined } from "node:path";`);
    await session.run("handle = undefined; const fresh = 1; throw new Error('x');");
    await session.run(`type Score = { s: number }; const score: Score = { s: 3 };
const config = ((): string => { throw new Error('x'); })(); class Kind { new = 1; } const sep = 2;`);
    const names = "[handle, fresh, score.s, config.a, new Kind().old, sep.length, typeof joined]";
    expect(resultText(await session.run(names))).toBe("[ undefined, 1, 3, 1, 1, 1, 'function' ]");
    await session.run("class Kind { new = 2; } throw new Error('x');");
    expect(resultText(await session.run("const typed: Score = { s: 4 }; new Kind().new"))).toBe(
      "2",
    );
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
