import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { installKernel } from "../../../src/kernel/install/install-kernel.js";
import { callCeteris } from "../../cli/call-ceteris.js";
import type { Answer } from "../../cli/run-ceteris.js";
import { jupyterEnvironment } from "../../tools/notebook.js";
import { built } from "../../tools/built.js";
import { PROJECT, PYTHON } from "../../tools/project.js";
import { runProgram, succeed } from "../../tools/run-program.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

interface Listed {
  readonly resource_dir: string;
  readonly spec: object;
}

/** What the real Jupyter lists, by name. */
async function listed(
  env: NodeJS.ProcessEnv,
  python: string = PYTHON,
): Promise<Readonly<Record<string, Listed>>> {
  const words = ["-m", "jupyter_client.kernelspecapp", "list", "--json"];
  const { stdout } = await succeed(python, words, { env });
  return JSON.parse(stdout).kernelspecs;
}

test("Jupyter lists both kernels, with the commands that start this Node", async () => {
  const prefix = temporaryFolder();
  const [ours, stock] = [false, true].map((isStock) => installKernel({ prefix, stock: isStock }));
  const kernels = await listed(jupyterEnvironment(join(prefix, "share", "jupyter")));
  expect(kernels["ceteris"]!.resource_dir).toBe(ours!.directory);
  expect(kernels["ceteris"]!.spec).toMatchObject({
    argv: [
      process.execPath,
      "--no-force-async-hooks-checks",
      join(PROJECT, "dist/kernel/server/main.js"),
      "--connection-file",
      "{connection_file}",
    ],
    display_name: "TypeScript (ceteris)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  });
  expect(kernels["ceteris-tslab"]!.resource_dir).toBe(stock!.directory);
  expect(kernels["ceteris-tslab"]!.spec).toMatchObject({
    argv: [
      process.execPath,
      realpathSync(join(PROJECT, "node_modules/tslab/bin/tslab")),
      "kernel",
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript (tslab)",
    language: "typescript",
    interrupt_mode: "signal",
  });
});

test("Jupyter lists a kernel in its own environment, and in the active one", async () => {
  const folder = temporaryFolder();
  const environment = join(folder, "environment");
  await succeed(PYTHON, ["-m", "venv", "--without-pip", environment]);
  const { stdout } = await succeed(PYTHON, ["-c", "import site; print(site.getsitepackages()[0])"]);
  const env = { ...jupyterEnvironment(join(folder, "user")), PYTHONPATH: stdout.trim() };
  const flags = ["kernel", "install", "--sys-prefix", "--name", "typescript"];
  const around = { cwd: folder, env: { ...env, VIRTUAL_ENV: environment } };
  expect((await callCeteris(flags, around)).exit).toBe(0);
  installKernel({ prefix: environment, name: "By-Prefix" });
  const kernels = await listed(env, join(environment, "bin", "python"));
  const place = join(environment, "share", "jupyter", "kernels");
  expect(kernels["typescript"]).toMatchObject({
    resource_dir: join(place, "typescript"),
    spec: { display_name: "TypeScript (typescript)" },
  });
  expect(kernels["by-prefix"]!.resource_dir).toBe(join(place, "By-Prefix"));
});

test("logos are beside it in the sizes that front ends look for, and no other file", () => {
  const { directory } = installKernel({ prefix: temporaryFolder() });
  expect(readdirSync(directory).toSorted()).toEqual([
    "kernel.json",
    "logo-32x32.png",
    "logo-64x64.png",
    "logo-svg.svg",
  ]);
  for (const size of [32, 64]) {
    const png = readFileSync(join(directory, `logo-${size}x${size}.png`));
    // Width and height stand at bytes 16 and 20 of every PNG.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
  }
});

test("a second installation replaces the first", () => {
  const prefix = temporaryFolder();
  installKernel({ prefix });
  const { directory } = installKernel({ prefix, displayName: "TypeScript" });
  expect(JSON.parse(readFileSync(join(directory, "kernel.json"), "utf8")).display_name).toBe(
    "TypeScript",
  );
});

test.each([
  ["another program's", JSON.stringify({ argv: ["deno", "jupyter"], display_name: "Deno" })],
  ["a damaged one", "{"],
])("a kernel that is not ours, %s, is replaced by force only", (_whose, spec) => {
  const prefix = temporaryFolder();
  const directory = join(prefix, "share/jupyter/kernels/deno");
  const file = join(directory, "kernel.json");
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, spec);
  expect(() => installKernel({ prefix, name: "deno" })).toThrow(
    expect.objectContaining({
      code: "KERNEL",
      message: `${directory} has a kernel that ceteris did not install: choose another name than "deno", or replace it by force.`,
    }),
  );
  expect(readFileSync(file, "utf8")).toBe(spec);
  installKernel({ prefix, name: "deno", force: true });
  expect(JSON.parse(readFileSync(file, "utf8")).argv[0]).toBe(process.execPath);
});

test("a name that another program's kernel has in another place is taken by force only", async () => {
  const folder = temporaryFolder();
  const env = {
    ...jupyterEnvironment(folder),
    PATH: dirname(PYTHON),
    VIRTUAL_ENV: "",
    CONDA_PREFIX: "",
  };
  const python = (await listed(env))["python3"]!.resource_dir;
  const install = (...words: readonly string[]): Promise<Answer> =>
    callCeteris(["kernel", "install", ...words], { cwd: folder, env });
  const { exit, err } = await install("--name", "Python3");
  expect(err).toBe(
    `ceteris: ${python} has a kernel that ceteris did not install, and one of the two would hide the other: choose another name than "Python3", or install it beside by force.\n`,
  );
  expect(exit).toBe(1);
  expect(existsSync(join(folder, "kernels"))).toBe(false);
  expect((await install("--name", "Python3", "--force")).exit).toBe(0);
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
  expect(readdirSync(join(folder, "home"))).toEqual([]);
});
