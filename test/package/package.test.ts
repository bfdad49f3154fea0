import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, expect, test } from "vitest";
import { executeNotebook, KERNEL, printed, writeNotebook } from "../tools/notebook.js";
import { PROJECT } from "../tools/project.js";
import { succeed, type Finished } from "../tools/run-program.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";

// The real package, packed and installed as a user does.
const folder = newFolder();
beforeAll(async () => {
  await npm(["pack", "--ignore-scripts", "--pack-destination", folder], PROJECT);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"))!;
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  await npm(["install", tarball, "--prefer-offline", "--no-audit", "--no-fund"], folder);
}, 180_000);
afterAll(() => removeFolder(folder));

const ROOT = join(PROJECT, "test/fixtures/digits-exman/root");
const SHOW = "console.log(typeof Index, typeof compare, typeof display)";

test("loads by import", async () => {
  const script = `import { Index, compare, display } from "ceteris"; ${SHOW}`;
  const { stdout, stderr } = await succeed(
    process.execPath,
    ["--input-type=module", "--eval", script],
    { cwd: folder },
  );
  expect([stdout, stderr]).toEqual(["function function function\n", ""]);
});

test("loads by require, without a warning", async () => {
  writeFileSync(
    join(folder, "main.cjs"),
    `const { Index, compare, display } = require("ceteris"); ${SHOW}`,
  );
  const { stdout, stderr } = await succeed(process.execPath, ["main.cjs"], { cwd: folder });
  expect([stdout, stderr]).toEqual(["function function function\n", ""]);
});

test(
  "a tslab cell sees its types: right uses run, wrong ones are reported",
  { timeout: 120_000 },
  async () => {
    const file = join(folder, "types.ipynb");
    writeNotebook(file, [
      `import { Index } from "ceteris";\nconst runs = await new Index(${JSON.stringify(ROOT)}).info("best");`,
      "const rows: number = runs.numRows(); rows",
      "const wrong: string = runs.numRows(); new Index(5);",
    ]);
    const notebook = await executeNotebook(file, await installPackedKernel(), {
      allowErrors: true,
    });
    const [first, right, wrong] = notebook.cells;
    expect(printed(first, "stderr")).toBe("");
    expect([printed(right, "stdout"), printed(right, "stderr")]).toEqual(["4\n", ""]);
    expect(printed(wrong, "stderr")).toContain("Type 'number' is not assignable to type 'string'");
    expect(printed(wrong, "stderr")).toContain(
      "type 'number' is not assignable to parameter of type 'string'",
    );
  },
);

test("the package is described as its readers expect", async () => {
  const { messages, pkg } = await publint({ pkgDir: PROJECT });
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
});

/** Installs the kernel with the packed package's own command; returns Jupyter's data directory. */
async function installPackedKernel(): Promise<string> {
  const command = join(folder, "node_modules", "ceteris", "dist", "cli", "main.js");
  const flags = ["kernel", "install", "--stock", "--name", KERNEL, "--prefix", folder];
  await succeed(process.execPath, [command, ...flags], { cwd: folder });
  return join(folder, "share", "jupyter");
}

function npm(args: readonly string[], cwd: string): Promise<Finished> {
  return succeed("npm", args, { cwd, shell: process.platform === "win32" });
}
