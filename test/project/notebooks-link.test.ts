import { join } from "node:path";
import { expect, test } from "vitest";
import { built } from "../tools/built.js";
import { PROJECT } from "../tools/project.js";
import { succeed } from "../tools/run-program.js";

test("npx finds ceteris in the folder of the project's notebooks, as the docs ask for", async () => {
  built();
  const cwd = join(PROJECT, "notebooks");
  const { stdout } = await succeed("npx", ["--no-install", "ceteris", "notebook", "--help"], {
    cwd,
  });
  expect(stdout).toContain("ceteris notebook run FILE");
});
