import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * The project's own checks are put to the test: each has to go red when what it watches over is broken on purpose,
 * in a copy of the sources.
 */
const project = resolve(import.meta.dirname, "../..");
const COPIED = [
  "src",
  "test/plots",
  "test/fixtures/digits-exman",
  "test/tools",
  ".oxlintrc.json",
  "tsconfig.json",
  "package.json",
];
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "ceteris-guards-"));
  for (const name of COPIED) {
    cpSync(join(project, name), join(copy, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ["node_modules", ".cache"])
    symlinkSync(join(project, name), join(copy, name), "dir");
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("the lint", () => {
  it("passes the sources as they are", () => {
    expect(lint().failed).toBe(false);
  });

  it.each([
    [
      "stats/broken.ts",
      'import { compare } from "../compare/compare.js";\nexport const broken: unknown = compare;\n',
      "level 1",
    ],
    [
      "store/broken.ts",
      'import { mean } from "../stats/mean.js";\nexport const broken: unknown = mean;\n',
      "level 1",
    ],
    [
      "frame/broken.ts",
      'import { mean } from "../stats/mean.js";\nexport const broken: unknown = mean;\n',
      "level 1",
    ],
    [
      "index/broken.ts",
      'import { compare } from "../compare/compare.js";\nexport const broken: unknown = compare;\n',
      "level 2",
    ],
    [
      "compare/broken.ts",
      'import { Index } from "../index/run-index.js";\nexport const broken: unknown = Index;\n',
      "level 2",
    ],
    [
      "record/broken.ts",
      'import { plot } from "../plots/plot-runs.js";\nexport const broken: unknown = plot;\n',
      "level 3",
    ],
    [
      "kernel/broken.ts",
      'import { ls } from "../cli/commands/ls.js";\nexport const broken: unknown = ls;\n',
      "level 4",
    ],
    [
      "plots/broken.ts",
      'import { installKernel } from "../kernel/install-kernel.js";\nexport const broken: unknown = installKernel;\n',
      "level 3",
    ],
    [
      "util/broken.ts",
      'import { toRows } from "../frame/to-text-formats.js";\nexport const broken: unknown = toRows;\n',
      "level 0",
    ],
    [
      "cli/commands/broken.ts",
      'import { compare } from "../../ceteris.js";\nexport const broken: unknown = compare;\n',
      "level 5",
    ],
  ])("goes red for an import that goes up or sideways: %s", (file, text, message) => {
    expect(lintWith(file, text)).toContain(message);
  });

  it("goes red for a floating promise", () => {
    const text = "export function broken(): void {\n  Promise.resolve(1);\n}\n";
    expect(lintWith("index/broken.ts", text)).toContain("no-floating-promises");
  });

  it("goes red for an import cycle", () => {
    writeFileSync(
      join(copy, "src/util/one.ts"),
      'import { two } from "./two.js";\nexport const one = (): number => two();\n',
    );
    const text = 'import { one } from "./one.js";\nexport const two = (): number => one();\n';
    expect(lintWith("util/two.ts", text)).toContain("no-cycle");
    rmSync(join(copy, "src/util/one.ts"));
  });
});

describe("the compiler", () => {
  const compiler = (): { failed: boolean; output: string } =>
    run("node_modules/typescript/bin/tsc", ["--noEmit"]);

  it("passes the sources as they are", () => {
    expect(compiler().failed).toBe(false);
  });

  it("goes red for a wrong type", () => {
    const file = join(copy, "src/util/broken.ts");
    writeFileSync(file, 'export const broken: number = "text";\n');
    expect(compiler().output).toContain("TS2322");
    rmSync(file);
  });
});

describe("the stored charts", () => {
  const spec = "test/plots/__pictures__/estimation.vl.json";
  const charts = (): { failed: boolean; output: string } =>
    run("node_modules/vitest/vitest.mjs", [
      "run",
      "test/plots/gallery.test.ts",
      "-t",
      "^estimation ",
    ]);

  it("pass as they are", () => {
    expect(charts()).toMatchObject({ failed: false });
  });

  it("go red when one of them is not what is drawn", () => {
    const stored = readFileSync(join(copy, spec), "utf8");
    writeFileSync(join(copy, spec), stored.replace('"momentum"', '"momentun"'));
    expect(charts().output).toContain("looks as it is stored");
  });
});

function lintWith(file: string, text: string): string {
  const path = join(copy, "src", file);
  writeFileSync(path, text);
  const { failed, output } = lint();
  rmSync(path);
  expect(failed).toBe(true);
  return output;
}

function lint(): { failed: boolean; output: string } {
  return run("node_modules/oxlint/bin/oxlint", ["--type-aware", "src"]);
}

function run(program: string, args: readonly string[]): { failed: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy,
    encoding: "utf8",
  });
  return { failed: status !== 0, output: stdout + stderr };
}
