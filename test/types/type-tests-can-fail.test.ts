import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";

const project = resolve(import.meta.dirname, "../..");
// Inside the project, for its node_modules; outside test/, whose type tests run at the same time.
mkdirSync(join(project, ".cache"), { recursive: true });
const folder = mkdtempSync(join(project, ".cache/type-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the type checker with the options of the type tests' own configuration on one file. */
function check(source: string): { status: number | null; output: string } {
  writeFileSync(join(folder, "wrong.test-d.ts"), source);
  const config = { extends: "../../test/tsconfig.json", include: ["wrong.test-d.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(project, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", folder],
    { encoding: "utf8" },
  );
  return { status, output: stdout };
}

const HEAD = `import { expectTypeOf } from "vitest";\nimport { Index } from "../../src/index/run-index.js";\n`;

it("a right type test passes, and a wrong one fails", () => {
  expect(
    check(`${HEAD}expectTypeOf(new Index("x").marks()).toEqualTypeOf<Promise<string[]>>();\n`),
  ).toEqual({ status: 0, output: "" });
  const wrong = check(
    `${HEAD}expectTypeOf(new Index("x").marks()).toEqualTypeOf<Promise<number[]>>();\n`,
  );
  expect(wrong.status).not.toBe(0);
  expect(wrong.output).toContain("wrong.test-d.ts(3,");
});

it("an error that was expected and did not come fails", () => {
  const { status, output } = check(
    `${HEAD}// @ts-expect-error: there is none\nvoid new Index("x").marks();\n`,
  );
  expect(status).not.toBe(0);
  expect(output).toContain("Unused '@ts-expect-error' directive");
});
