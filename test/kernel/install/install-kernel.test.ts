import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { jupyterDataDirectory } from "../../../src/kernel/install/data-directory.js";
import { installKernel } from "../../../src/kernel/install/install-kernel.js";
import { jupyterEnvironment } from "../../tools/notebook.js";
import { built } from "../../tools/built.js";
import { PROJECT, PYTHON } from "../../tools/project.js";
import { runProgram } from "../../tools/run-program.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

test("Jupyter lists the kernel, which starts this Node with tslab", async () => {
  const prefix = temporaryFolder();
  const installed = installKernel({ prefix });
  const environment = jupyterEnvironment(join(prefix, "share", "jupyter"));
  const { stdout } = await runProgram(PYTHON, ["-m", "jupyter", "kernelspec", "list", "--json"], {
    env: environment,
  });
  const listed = JSON.parse(stdout).kernelspecs.ceteris;
  expect(listed.resource_dir).toBe(installed.directory);
  expect(listed.spec).toMatchObject({
    argv: [
      process.execPath,
      realpathSync(join(PROJECT, "node_modules/tslab/bin/tslab")),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript (ceteris)",
    language: "typescript",
    interrupt_mode: "signal",
  });
  expect(existsSync(join(installed.directory, "logo-svg.svg"))).toBe(true);
});

test("a second installation replaces the first", () => {
  const prefix = temporaryFolder();
  installKernel({ prefix });
  const { directory } = installKernel({ prefix, displayName: "TypeScript" });
  expect(JSON.parse(readFileSync(join(directory, "kernel.json"), "utf8")).display_name).toBe(
    "TypeScript",
  );
});

// The expected folders are those of jupyter_core.paths.jupyter_data_dir().
test.each([
  ["linux", {}, "/home/me/.local/share/jupyter"],
  ["linux", { XDG_DATA_HOME: "/data" }, "/data/jupyter"],
  ["darwin", {}, "/home/me/Library/Jupyter"],
  ["win32", { APPDATA: "/home/me/AppData/Roaming" }, "/home/me/AppData/Roaming/jupyter"],
  ["linux", { JUPYTER_DATA_DIR: "/jupyter", VIRTUAL_ENV: "/venv" }, "/jupyter"],
] as const)("on %s with %o the user's data lies in %s", (platform, env, expected) => {
  expect(jupyterDataDirectory(undefined, { platform, env, home: "/home/me" })).toBe(expected);
});

test.each([
  [
    { VIRTUAL_ENV: "/venv", CONDA_PREFIX: "/conda", JUPYTER_DATA_DIR: "/jupyter" },
    "/venv/share/jupyter",
  ],
  [{ CONDA_PREFIX: "/conda" }, "/conda/share/jupyter"],
])("sys-prefix is the active environment: %o", (env, expected) => {
  expect(jupyterDataDirectory("sys-prefix", { platform: "linux", env, home: "/home/me" })).toBe(
    expected,
  );
});

test("sys-prefix without an active environment says what to do", () => {
  const around = { platform: "linux", env: {}, home: "/home/me" } as const;
  expect(() => jupyterDataDirectory("sys-prefix", around)).toThrow(
    expect.objectContaining({ code: "KERNEL", message: expect.stringContaining("activate one") }),
  );
});

test("a place that cannot be written is an error with the place and a remedy", () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  expect(() => installKernel({ prefix: file })).toThrow(
    expect.objectContaining({
      code: "KERNEL",
      message: expect.stringMatching(/file.*choose another place/s),
    }),
  );
});

test.each(["../x", "", "a b", ".", "..", "..."])(
  "the name %j, which Jupyter would refuse or which leads out of the folder, is refused",
  (name) => {
    const prefix = temporaryFolder();
    expect(() => installKernel({ prefix, name })).toThrow(
      expect.objectContaining({
        code: "KERNEL",
        message: expect.stringContaining(`"${name}" is no kernel name`),
      }),
    );
    expect(readdirSync(prefix)).toEqual([]);
  },
);

test("without tslab the error names the command that installs it", async () => {
  const folder = temporaryFolder();
  for (const part of ["kernel", "util"])
    cpSync(built(part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, "home"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const script =
    "const { installKernel } = await import('./kernel/install/install-kernel.js'); installKernel();";
  const flags = ["--input-type=module", "--eval", script];
  const environment = { ...process.env, NODE_PATH: "", JUPYTER_DATA_DIR: join(folder, "home") };
  const { code, stderr } = await runProgram(process.execPath, flags, {
    cwd: folder,
    env: environment,
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/tslab was not found .*npm install tslab@1\.0\.22/);
});
