import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  codeBlocks,
  commentExamples,
  consoleSteps,
  saidOutputs,
  withOutputs,
} from "./code-blocks.js";
import { COMPARISON_CHARTS, STEP_CHARTS } from "../../src/plots/chart/chart-options.js";
import { built } from "../tools/built.js";

/**
 * Runs what the pages and comments show. Each page has a folder of its own with a root `exman/`, a copy of the digits
 * fixture; its `ts` blocks are one module, and its `console` blocks print what they say. `UPDATE_DOCS=1` writes what they
 * print into the pages instead.
 */
const project = resolve(import.meta.dirname, "../..");
const compiled = join(project, ".cache/docs");
const pages = [
  "README.md",
  ...readdirSync(join(project, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md") && codeBlocks(readPage(name), "ts").length > 0);
const pictures = pages.flatMap((page) => drawnPictures(page).map(({ path }) => path));
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "ceteris-docs-"));
  mkdirSync(join(scratch, "bin"));
  symlinkSync(built("cli", "main.js"), join(scratch, "bin/ceteris"));
  compile();
}, 60_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }), 60_000);

describe.each(pages)("%s", (page) => {
  const text = readPage(page);
  const steps = codeBlocks(text, "console").flatMap(consoleSteps);
  let folder: string;
  let ran: string;
  let printed: string;

  beforeAll(() => {
    ran = folderWithRoot(`${basename(page)}-ts`);
    printed = runModule(moduleName(page), ran);
    if (steps.length === 0) return;
    folder = folderWithRoot(basename(page));
    if (process.env["UPDATE_DOCS"]) {
      writeFileSync(
        join(project, page),
        withOutputs(text, (command) => runCommand(command, folder)),
      );
    }
  }, 60_000);

  it("has TypeScript that runs and prints what it says", () => {
    const said = codeBlocks(text, "ts").flatMap(saidOutputs);
    expect(printed.split("\n").filter((line) => said.includes(line))).toEqual(said);
  });

  it.each(drawnPictures(page))("has the picture that its code draws: $name", ({ name, path }) => {
    const drawn = readFileSync(join(ran, name), "utf8");
    if (process.env["UPDATE_DOCS"]) writeFileSync(path, drawn);
    expect(readFileSync(path, "utf8")).toBe(drawn);
  });

  it.each(steps)("prints what it says: $command", ({ command, output }) => {
    expect(runCommand(command, folder)).toMatch(patternOf(output));
  });
});

describe("the pictures of the pages", () => {
  it("are all drawn by a page, and those of the gallery are of every chart", () => {
    const stored = readdirSync(join(project, "docs/pictures"), {
      recursive: true,
      encoding: "utf8",
    }).filter((name) => name.endsWith(".svg"));
    expect(stored.map((name) => join(project, "docs/pictures", name)).toSorted()).toEqual(
      [...new Set(pictures)].toSorted(),
    );
    const names = pictures.map((path) => basename(path, ".svg"));
    expect(names).toEqual(expect.arrayContaining([...COMPARISON_CHARTS, ...STEP_CHARTS]));
  });
});

describe("the examples in the comments", () => {
  const examples = commentExamples(join(project, "src"));

  it("are there", () => {
    expect(examples.length).toBeGreaterThan(2);
  });

  it("run", () => {
    expect(() => runModule("comments", folderWithRoot("comments"))).not.toThrow();
  });
});

function readPage(page: string): string {
  return readFileSync(join(project, page), "utf8");
}

/** The SVG files that a page shows, each once: its code saves them by the same name. */
function drawnPictures(page: string): { name: string; path: string }[] {
  const links = [...readPage(page).matchAll(/!\[[^\]]*\]\(([^)]+\.svg)\)/g)].map(
    ([, link]) => link!,
  );
  return [...new Set(links)].map((link) => ({
    name: basename(link),
    path: join(project, dirname(page), link),
  }));
}

function moduleName(page: string): string {
  return basename(page, ".md").toLowerCase();
}

function folderWithRoot(name: string): string {
  const folder = join(scratch, name);
  cpSync(join(project, "test/fixtures/digits-exman/root"), join(folder, "exman"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  return folder;
}

/** One compiler run for all pages and comments; a wrong type in an example fails it. */
function compile(): void {
  rmSync(compiled, { recursive: true, force: true });
  mkdirSync(compiled, { recursive: true });
  for (const page of pages) {
    const code = codeBlocks(readPage(page), "ts").join("\n");
    writeFileSync(join(compiled, `${moduleName(page)}.ts`), `${code}\nexport {};\n`);
  }
  writeFileSync(join(compiled, "comments.ts"), commentsModule());
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: {
      rootDir: ".",
      outDir: "out",
      declaration: false,
      isolatedDeclarations: false,
      noUnusedLocals: false,
    },
    include: ["*.ts"],
  };
  writeFileSync(join(compiled, "tsconfig.json"), JSON.stringify(config));
  run(
    process.execPath,
    [join(project, "node_modules/typescript/bin/tsc"), "--project", compiled],
    project,
  );
}

/** Examples in comments may use a root, its runs and a comparison without making them. */
function commentsModule(): string {
  const examples = commentExamples(join(project, "src")).map(
    ({ file, code }) => `// ${file}\n{\n${code}\n}\n`,
  );
  const preamble = [
    'import { createRequire } from "node:module";',
    'import { compare, curves, display, ExParser, exportParquet, filterWhere, Index, interval, joinRun, live, estimation, facetCharts, hconcat, optional, plot, simpleroot, startRun, toArrow, toDanfo, toLatex, toParquet } from "ceteris";',
    `const require = createRequire(${JSON.stringify(join(project, ".cache/danfo/package.json"))});`,
    'const dfd = require("danfojs") as { DataFrame: new (data: Record<string, unknown[]>) => object };',
    'const index = new Index("./exman");',
    'const runs = filterWhere(await index.info(), "hidden == [64, 32] && lr in [0.003, 0.03, 0.3]");',
    'const long = await index.statistics(["val_loss"]);',
    'const comparison = compare(runs, "val_accuracy ~ optimizer | lr");',
    "const chart = comparison.chart();",
    "const [a, b] = [chart, interval(comparison)];",
    "void [a, b, live, facetCharts, hconcat, display, ExParser, exportParquet, optional, simpleroot, toArrow, toLatex, toParquet, startRun, toDanfo, plot, curves, interval, estimation, long, comparison, dfd];",
  ];
  return [...preamble, ...examples].join("\n");
}

function runModule(name: string, folder: string): string {
  return run(process.execPath, [join(compiled, "out", `${name}.js`)], folder);
}

/** What a command prints on a terminal of 80 columns; the page's folder reads as `/home/you`. */
function runCommand(command: string, folder: string): string {
  const { CETERIS_ROOT: _, ...rest } = process.env;
  const env = { ...rest, COLUMNS: "80", PATH: `${join(scratch, "bin")}:${process.env["PATH"]}` };
  const { stdout } = spawnSync("bash", ["-c", `(${command}) 2>&1`], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return stdout.trimEnd().replaceAll(folder, "/home/you");
}

function run(program: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${stdout}\n${stderr}`, { cause: error });
  }
}

/** The whole output, letter by letter; a line that is only "…" stands for any lines. */
function patternOf(output: string): RegExp {
  const lines = output
    .split("\n")
    .map((line) => (line.trim() === "…" ? "[\\s\\S]*" : escapeRegExp(line)));
  return new RegExp(`^${lines.join("\n")}$`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
