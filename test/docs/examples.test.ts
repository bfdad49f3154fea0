import { execFileSync } from "node:child_process";
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
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeBlocks, commentExamples, consoleSteps } from "./code-blocks.js";

/**
 * Runs what the pages and comments show. Each page has a folder of its own with a root `exman/`, a copy of the digits
 * fixture; its `ts` blocks are one module, and its `console` blocks print what they say.
 */
const project = resolve(import.meta.dirname, "../..");
const compiled = join(project, ".cache/docs");
const pages = [
  "README.md",
  ...readdirSync(join(project, "docs")).map((name) => `docs/${name}`),
].filter((name) => name.endsWith(".md"));
let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "ceteris-docs-"));
  mkdirSync(join(scratch, "bin"));
  symlinkSync(join(project, "dist/cli/main.js"), join(scratch, "bin/ceteris"));
  compile();
}, 60_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.each(pages)("%s", (page) => {
  const text = readFileSync(join(project, page), "utf8");
  const steps = codeBlocks(text, "console").flatMap(consoleSteps);
  let folder: string;

  beforeAll(() => {
    folder = folderWithRoot(basename(page));
  });

  it.runIf(codeBlocks(text, "ts").length > 0)("has TypeScript that runs", () => {
    expect(() => runModule(moduleName(page), folder)).not.toThrow();
  });

  it.each(steps)("prints what it says: $command", ({ command, output }) => {
    expect(runCommand(command, folder)).toMatch(patternOf(output));
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
    const code = codeBlocks(readFileSync(join(project, page), "utf8"), "ts").join("\n");
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
    'import { compare, curves, Index, interval, estimation, plot, startRun, toDanfo } from "ceteris";',
    `const require = createRequire(${JSON.stringify(join(project, ".cache/danfo/package.json"))});`,
    'const dfd = require("danfojs") as { DataFrame: new (data: Record<string, unknown[]>) => object };',
    'const index = new Index("./exman");',
    "const runs = (await index.info()).filter((run: { id: number }) => run.id <= 144);",
    'const long = await index.statistics(["val_loss"]);',
    'const comparison = compare(runs, "val_accuracy ~ optimizer | lr + hidden");',
    "void [startRun, toDanfo, plot, curves, interval, estimation, long, comparison, dfd];",
  ];
  return [...preamble, ...examples].join("\n");
}

function runModule(name: string, folder: string): void {
  run(process.execPath, [join(compiled, "out", `${name}.js`)], folder);
}

function runCommand(command: string, folder: string): string {
  const env = {
    ...process.env,
    COLUMNS: "80",
    PATH: `${join(scratch, "bin")}:${process.env["PATH"]}`,
  };
  try {
    return execFileSync("bash", ["-c", `${command} 2>&1`], {
      cwd: folder,
      env,
      encoding: "utf8",
    }).trimEnd();
  } catch (error) {
    return (error as { stdout: string }).stdout.trimEnd();
  }
}

function run(program: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe" });
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
