import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { codeBlocks, consoleSteps, withOutputs } from "../docs/code-blocks.js";
import { built } from "../tools/built.js";
import { PROJECT, PYTHON } from "../tools/project.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const PAGE = join(PROJECT, "docs/python.md");

it(
  "the page on Python has programs that run, and shows what they print",
  { timeout: 60_000 },
  () => {
    const page = readFileSync(PAGE, "utf8");
    const folder = installed();
    const [train, ...others] = codeBlocks(page, "python");
    writeFileSync(join(folder, "train.py"), train!);
    const printed = withOutputs(page, (command) => printedBy(command, folder));
    if (process.env["UPDATE_DOCS"]) writeFileSync(PAGE, printed);
    expect(printed).toBe(readFileSync(PAGE, "utf8"));
    expect(codeBlocks(page, "console").flatMap(consoleSteps).length).toBeGreaterThan(3);
    expect(others).toHaveLength(2);
    writeFileSync(join(folder, "others.py"), others.join("\n"));
    expect(printedBy("ceteris run --quiet -- python3 others.py 2>&1", folder)).toBe("");
  },
);

/** A folder in which the package is installed. */
function installed(): string {
  const folder = temporaryFolder();
  for (const name of ["bin", "node_modules"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "package.json"), "{}");
  symlinkSync(PROJECT, join(folder, "node_modules/ceteris"));
  symlinkSync(built("cli", "main.js"), join(folder, "bin/ceteris"));
  symlinkSync(PYTHON, join(folder, "bin/python3"));
  return folder;
}

/** On stdout alone: the line on the run's start holds the time. */
function printedBy(command: string, folder: string): string {
  const { CETERIS_RUN: _, CETERIS_ROOT: __, ...rest } = process.env;
  const env = { ...rest, COLUMNS: "80", PATH: `${join(folder, "bin")}:${process.env["PATH"]}` };
  const output = execFileSync("bash", ["-c", command], {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return output.trimEnd();
}
