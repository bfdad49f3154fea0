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
  /** Files that break a rule, and words of what the linter says of them. */
  const breaches: readonly (readonly [file: string, text: string, message: string])[] = [
    ["stats/broken.ts", importing("../compare/compare.js", "compare"), "level 1"],
    ["store/broken.ts", importing("../stats/mean.js", "mean"), "level 1"],
    ["frame/broken.ts", importing("../stats/mean.js", "mean"), "level 1"],
    ["index/broken.ts", importing("../compare/compare.js", "compare"), "level 2"],
    ["compare/broken.ts", importing("../index/run-index.js", "Index"), "level 2"],
    ["record/broken.ts", importing("../plots/plot-runs.js", "plot"), "level 3"],
    ["kernel/broken.ts", importing("../cli/commands/ls.js", "ls"), "level 4"],
    ["kernel/spec/broken.ts", importing("../client/free-ports.js", "freePorts"), "layer 0"],
    ["kernel/host/broken.ts", importing("../live.js", "live"), "layer 1"],
    ["plots/broken.ts", importing("../kernel/install-kernel.js", "installKernel"), "level 3"],
    ["util/broken.ts", importing("../frame/to-text-formats.js", "toRows"), "level 0"],
    ["cli/commands/broken.ts", importing("../../ceteris.js", "compare"), "level 5"],
    [
      "index/floating.ts",
      "export function broken(): void {\n  Promise.resolve(1);\n}\n",
      "no-floating-promises",
    ],
    [
      "util/one.ts",
      'import { two } from "./two.js";\nexport const one = (): number => two();\n',
      "no-cycle",
    ],
    [
      "util/two.ts",
      'import { one } from "./one.js";\nexport const two = (): number => one();\n',
      "no-cycle",
    ],
  ];
  let failed: boolean;
  let found: readonly Finding[];

  // One run of the linter sees all files that are broken on purpose.
  beforeAll(() => {
    for (const [file, text] of breaches) writeFileSync(join(copy, "src", file), text);
    const linter = "node_modules/oxlint/bin/oxlint";
    const { output, ...rest } = run(linter, ["--type-aware", "--format", "json", "src"]);
    ({ failed } = rest);
    found = (JSON.parse(output) as { diagnostics: Finding[] }).diagnostics;
    for (const [file] of breaches) rmSync(join(copy, "src", file));
  });

  it.each(breaches)("goes red for %s", (file, _text, message) => {
    expect(failed).toBe(true);
    const own = found.filter(({ filename }) => filename === `src/${file}`);
    expect(JSON.stringify(own)).toContain(message);
  });

  it("passes the sources as they are", () => {
    const broken = new Set(breaches.map(([file]) => `src/${file}`));
    expect(found.filter(({ filename }) => !broken.has(filename))).toEqual([]);
  });
});

/** What the linter says of a file. */
interface Finding {
  readonly filename: string;
}

function importing(module: string, name: string): string {
  return `import { ${name} } from "${module}";\nexport const broken: unknown = ${name};\n`;
}

it("the compiler passes the sources as they are, and goes red for a wrong type", () => {
  const file = join(copy, "src/util/broken.ts");
  writeFileSync(file, 'export const broken: number = "text";\n');
  const { failed, output } = run("node_modules/typescript/bin/tsc", ["--noEmit"]);
  rmSync(file);
  expect(failed).toBe(true);
  expect(output.match(/^\S.*error TS\d+/gm)).toEqual(["src/util/broken.ts(1,14): error TS2322"]);
});

it("the stored charts go red when one of them is not what is drawn, and pass as they are", () => {
  const spec = join(copy, "test/plots/__pictures__/estimation.vl.json");
  writeFileSync(spec, readFileSync(spec, "utf8").replace('"momentum"', '"momentun"'));
  const charts = ["test/plots/gallery.test.ts", "-t", "^(?:estimation|slopes) "];
  const { output } = run("node_modules/vitest/vitest.mjs", ["run", ...charts, "--reporter=json"]);
  const { testResults } = JSON.parse(output.slice(output.indexOf("{"))) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  const ran = testResults[0]!.assertionResults.filter(({ status }) => status !== "skipped");
  expect(ran.map(({ fullName, status }) => [fullName, status])).toEqual([
    ["estimation is without fault, and looks as it is stored", "failed"],
    ["slopes is without fault, and looks as it is stored", "passed"],
  ]);
});

function run(program: string, args: readonly string[]): { failed: boolean; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: copy,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  return { failed: status !== 0, output: stdout || stderr };
}
