import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jupyterEnvironment } from "../tools/notebook.js";
import { linkPackages } from "../tools/notebook-workspace.js";
import { CACHE, PROJECT, PYTHON } from "../tools/project.js";
import { succeed } from "../tools/run-program.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";

const VEGA_LITE = "application/vnd.vegalite.v5+json";
const ROOT = join(PROJECT, "test/fixtures/digits-exman/root");

const CELLS = {
  setUp: `import { Index, compare, display, live } from "ceteris";
const runs = await new Index(${JSON.stringify(ROOT)}).info();
const comparison = compare(runs, "val_accuracy ~ optimizer", { over: { lr: 0.03, hidden: [64, 32] } });
const chart = comparison.chart();`,
  table: "runs",
  comparison: "comparison",
  chart: "chart",
  displayed: "display(chart); display(runs); 7",
  nested: "[runs, chart]",
  live: `let drawn = 0;
await live(() => { drawn += 1; return drawn < 3 ? drawn : runs; }, { every: 0.01, until: () => drawn === 2 });`,
};

/** What a kernel publishes for a cell, as far as it is looked at here. */
interface Message {
  readonly type: string;
  readonly content: {
    readonly data?: Readonly<Record<string, unknown>>;
    readonly metadata?: Readonly<Record<string, unknown>>;
    readonly transient?: { readonly display_id?: string };
  };
}

const folder = newFolder();
const published = new Map<string, readonly Message[]>();

// Deno's own kernel runs all the cells, with the package as it is packed.
beforeAll(async () => {
  linkPackages(folder);
  const notebooks = join(folder, "notebooks");
  // Deno takes from node_modules what a package.json names.
  writeFileSync(join(notebooks, "package.json"), '{ "dependencies": { "ceteris": "*" } }');
  await unpackOurs(join(notebooks, "node_modules", "ceteris"));
  const program = join(import.meta.dirname, "programs/record-messages.py");
  const args = [program, "deno", notebooks, JSON.stringify(Object.values(CELLS))];
  const { stdout } = await succeed(PYTHON, args, { env: denoEnvironment() });
  const messages = JSON.parse(stdout) as Message[][];
  for (const [place, name] of Object.keys(CELLS).entries()) published.set(name, messages[place]!);
}, 120_000);
afterAll(() => removeFolder(folder));

/** Puts the packed package in the place of the link to the project. */
async function unpackOurs(place: string): Promise<void> {
  const shell = process.platform === "win32";
  const pack = ["pack", "--ignore-scripts", "--pack-destination", folder];
  await succeed("npm", pack, { cwd: PROJECT, shell });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  rmSync(place);
  mkdirSync(place);
  await succeed("tar", ["-xzf", join(folder, tarball), "--strip-components=1", "-C", place]);
}

/** Jupyter sees Deno's kernel there, as `deno jupyter --install` writes it. */
function denoEnvironment(): NodeJS.ProcessEnv {
  const packages = join(CACHE, "deno/node_modules/@deno");
  const program = process.platform === "win32" ? "deno.exe" : "deno";
  const deno = join(packages, readdirSync(packages)[0]!, program);
  const kernel = join(folder, "jupyter", "kernels", "deno");
  const argv = [deno, "jupyter", "--kernel", "--conn", "{connection_file}"];
  mkdirSync(kernel, { recursive: true });
  writeFileSync(
    join(kernel, "kernel.json"),
    JSON.stringify({ argv, display_name: "Deno", language: "typescript" }),
  );
  return { ...jupyterEnvironment(join(folder, "jupyter")), DENO_DIR: join(folder, "deno") };
}

function displaysOf(name: keyof typeof CELLS): Message[] {
  return published.get(name)!.filter(({ content }) => content.data);
}

function typesOf(name: keyof typeof CELLS): string[][] {
  return displaysOf(name).map(({ content }) => Object.keys(content.data!));
}

const CHART = [VEGA_LITE, "image/png", "text/plain"];
const TABLE = ["text/html", "text/plain"];

test("what a cell ends in is shown as a table, or as a chart", () => {
  expect(typesOf("table")).toEqual([TABLE]);
  expect(typesOf("comparison")).toEqual([TABLE]);
  expect(typesOf("chart")).toEqual([CHART]);
  expect(displaysOf("chart")[0]!.content.data![VEGA_LITE]).toMatchObject({
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
  });
});

test("display shows values in the middle of a cell, a picture with its size", () => {
  expect(displaysOf("displayed").map(({ type }) => type)).toEqual([
    "display_data",
    "display_data",
    "execute_result",
  ]);
  expect(typesOf("displayed")).toEqual([CHART, TABLE, ["text/plain"]]);
  expect(displaysOf("displayed")[0]!.content.metadata).toEqual({
    "image/png": { width: expect.any(Number), height: expect.any(Number) },
  });
});

test("nested values stay text", () => {
  expect(typesOf("nested")).toEqual([["text/plain"]]);
  expect(displaysOf("nested")[0]!.content.data!["text/plain"]).toMatch(/Table \(.*Chart \(/s);
});

test("live updates one output, and its last state is the table", () => {
  const displays = displaysOf("live");
  expect(displays.map(({ type }) => type)).toEqual([
    "display_data",
    "update_display_data",
    "update_display_data",
  ]);
  expect(new Set(displays.map(({ content }) => content.transient?.display_id)).size).toBe(1);
  expect(displays.at(-1)!.content.data).toEqual(displaysOf("table")[0]!.content.data);
});
