import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { live } from "../../src/kernel/live.js";
import { built } from "../tools/built.js";
import { jupyterEnvironment, KERNEL } from "../tools/notebook.js";
import { installTestKernel, linkPackages } from "../tools/notebook-workspace.js";
import { PYTHON } from "../tools/project.js";
import { succeed } from "../tools/run-program.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";

const LIBRARY = pathToFileURL(built("ceteris.js")).href;
const WRITER = join(import.meta.dirname, "../index/programs/write-few-runs.mjs");
const RUNS = 6;

const folder = newFolder();
const root = join(folder, "runs-of-the-writer");
const drawnTwice = join(folder, "drawn-twice.json");

/** What each cell does; a number waits so many seconds. */
const CELLS = {
  imports: `import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { Index, live } from "ceteris";`,
  interrupted: `let drawn = 0;
setTimeout(() => {
  process.kill(process.pid, "SIGINT");
  const then = drawn;
  setTimeout(() => writeFileSync(${JSON.stringify(drawnTwice)}, JSON.stringify([then, drawn])), 300);
}, 500);
await live(() => { drawn += 1; return drawn; }, { every: 0.01 });
console.log("not reached")`,
  afterInterrupt: 0.8,
  start: `const index = new Index(${JSON.stringify(root)});
let isOver = false;
const args = [${JSON.stringify(WRITER)}, ${JSON.stringify(LIBRARY)}, ${JSON.stringify(root)}, "${RUNS}", "40"];
spawn(process.execPath, args, { stdio: "inherit" }).on("exit", () => { isOver = true; });`,
  growing: "await live(() => index.info(), { every: 0.1, until: () => isOver })",
  table: "await index.info()",
  unchanged: `let looks = 0;
const runs = await index.info();
await live(() => { looks += 1; return runs; }, { every: 0.01, until: () => looks === 5 });
console.log(looks)`,
  failing: `let tries = 0;
await live(() => { tries += 1; if (tries < 3) throw new TypeError("half a file"); return tries; }, { every: 0.01, until: () => tries === 3 })`,
  failingAtLast: `await live(() => { throw new TypeError("no file"); }, { signal: AbortSignal.abort() })`,
  afterAnError: 0.5,
} as const;

/** What a kernel publishes for a cell, as far as it is looked at here. */
interface Message {
  readonly type: string;
  readonly content: {
    readonly text?: string;
    readonly data?: Readonly<Record<string, string>>;
    readonly transient?: { readonly display_id?: string };
  };
}

const published = new Map<string, readonly Message[]>();

// One real tslab kernel runs all the cells, while another process records runs.
beforeAll(async () => {
  linkPackages(folder);
  const program = join(import.meta.dirname, "programs/record-messages.py");
  const cells = JSON.stringify(Object.values(CELLS));
  const env = jupyterEnvironment(installTestKernel(folder));
  const args = [program, KERNEL, join(folder, "notebooks"), cells];
  const { stdout } = await succeed(PYTHON, args, { env });
  const messages = JSON.parse(stdout) as Message[][];
  for (const [place, name] of Object.keys(CELLS).entries()) published.set(name, messages[place]!);
}, 120_000);
afterAll(() => removeFolder(folder));

function displaysOf(name: keyof typeof CELLS): Message[] {
  return published.get(name)!.filter(({ type }) => type.endsWith("display_data"));
}

function textsOf(name: keyof typeof CELLS): string[] {
  return displaysOf(name).map(({ content }) => content.data!["text/plain"]!);
}

function streamOf(name: keyof typeof CELLS): string {
  return published
    .get(name)!
    .map(({ content }) => content.text ?? "")
    .join("");
}

test("one output is updated while another process records, and ends as the final state", () => {
  const displays = displaysOf("growing");
  expect(displays.length).toBeGreaterThanOrEqual(3);
  expect(displays.map(({ type }) => type)).toEqual([
    "display_data",
    ...displays.slice(1).map(() => "update_display_data"),
  ]);
  expect(new Set(displays.map(({ content }) => content.transient?.display_id)).size).toBe(1);
  const data = displays.map(({ content }) => JSON.stringify(content.data));
  expect(data.filter((state, place) => state === data[place - 1])).toEqual([]);
  const last = displays.at(-1)!.content.data;
  expect(last).toEqual(displaysOf("table")[0]!.content.data);
  expect(last!["text/plain"]).toContain(`${RUNS} rows`);
  expect(last!["text/html"]).not.toContain("running");
});

test("a root that is not there yet is waited for", () => {
  const others = textsOf("growing").filter((text) => !/rows? ×/.test(text));
  for (const text of others)
    expect(text).toMatch(/^This could not be drawn.*\nCeterisError: .*runs-of/s);
  expect(streamOf("growing")).toBe("");
});

test("what does not change is sent once", () => {
  expect(streamOf("unchanged")).toBe("6\n");
  expect(displaysOf("unchanged").map(({ type }) => type)).toEqual(["display_data"]);
});

test("a drawing that fails says so, and is tried again", () => {
  const failure =
    "This could not be drawn; it is tried again every 0.01 s.\nTypeError: half a file";
  expect(textsOf("failing")).toEqual([failure, "3", "4"]);
});

test("the cell fails where the last drawing does", () => {
  expect(displaysOf("failingAtLast")).toEqual([]);
  expect(streamOf("failingAtLast")).toContain("TypeError: no file");
});

test("an interrupt ends the cell, and the drawing", () => {
  expect(displaysOf("interrupted").length).toBeGreaterThan(0);
  expect(streamOf("interrupted")).toContain("Interrupted");
  expect(streamOf("interrupted")).not.toContain("not reached");
  const [then, later] = JSON.parse(readFileSync(drawnTwice, "utf8")) as [number, number];
  expect(then).toBeGreaterThan(0);
  expect(later).toBe(then);
});

const COUNT = `import { live } from ${JSON.stringify(LIBRARY)};
let n = 0;
await live(() => { n += 1; return n; }, { every: 0.01, until: () => n === 3 });`;
const TALL = `import { live } from ${JSON.stringify(LIBRARY)};
const tall = Array.from({ length: 30 }, (_, line) => String(line).padEnd(100, "."));
await live(() => ({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": tall.join("\\n") }) }), { signal: AbortSignal.abort() });`;

/** What a script prints; in a terminal of 80 columns and 24 rows where Python makes one. */
async function print(script: string, where: "terminal" | "file"): Promise<string> {
  const node = [process.execPath, "--input-type=module", "--eval", script];
  const terminal = [PYTHON, "-c", "import pty, sys; pty.spawn(sys.argv[1:])"];
  const [command, ...args] = where === "terminal" ? [...terminal, ...node] : node;
  const { stdout } = await succeed(command!, args);
  return stdout.replaceAll("\r\n", "\n");
}

test("without a notebook, the last drawing is printed", async () => {
  expect(await print(COUNT, "file")).toBe("4\n");
});

test("in a terminal the text is drawn over itself", async () => {
  const up = "\u001b[1A\u001b[J";
  expect(await print(COUNT, "terminal")).toBe(`1\n${up}2\n${up}3\n${up}4\n${up}4\n`);
});

test("in a terminal, what is too large is cut until it ends", async () => {
  const [cut, whole] = (await print(TALL, "terminal")).split("\u001b[23A\u001b[J");
  const lines = cut!.trimEnd().split("\n");
  expect(lines).toHaveLength(23);
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([79]));
  expect(whole!.trimEnd().split("\n")).toHaveLength(30);
  expect(whole).toContain("29".padEnd(100, "."));
});

test("refuses what does not draw, and options that do not exist", async () => {
  await expect(live(3 as never)).rejects.toThrow(
    "The first argument of live is 3; give a function",
  );
  await expect(live(() => 1, { every: -1 })).rejects.toThrow("The option every of live is -1");
  await expect(live(() => 1, { interval: 1 } as object)).rejects.toThrow("no option interval");
});
