import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KernelExamination } from "../../../src/kernel/doctor/examine-kernels.js";
import { installKernel } from "../../../src/kernel/install/install-kernel.js";
import type { KernelFinding } from "../../../src/kernel/doctor/kernel-finding.js";
import { callCeteris } from "../../cli/call-ceteris.js";
import type { Answer } from "../../cli/run-ceteris.js";
import { jupyterEnvironment } from "../../tools/notebook.js";
import { linkPackages } from "../../tools/notebook-workspace.js";
import { PROJECT, PYTHON } from "../../tools/project.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

const MODULES = join(PROJECT, "node_modules");

const folder = newFolder();
const notebooks = join(folder, "notebooks");
/** A folder from which no package is found, but for those that are put there. */
const apart = newFolder();
beforeAll(() => linkPackages(folder));
afterAll(() => [folder, apart].forEach(removeFolder));

/** The surroundings of someone whose Jupyter is that of the tests, with kernels in a data directory. */
function environment(dataFolder: string, path: string = dirname(PYTHON)): NodeJS.ProcessEnv {
  const home = join(folder, "home");
  return {
    ...jupyterEnvironment(dataFolder),
    VIRTUAL_ENV: "",
    CONDA_PREFIX: "",
    HOME: home,
    USERPROFILE: home,
    PATH: path,
    COLUMNS: "80",
  };
}

function doctor(
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
  cwd: string = notebooks,
): Promise<Answer> {
  return callCeteris(["kernel", "doctor", ...flags], { cwd, env });
}

function examination({ out }: Answer): KernelExamination {
  return JSON.parse(out) as KernelExamination;
}

/** Installs a kernel and changes the words of its command. */
function install(
  prefix: string,
  name: string,
  change: (argv: string[]) => string[] = (argv) => argv,
): string {
  const { directory } = installKernel({ prefix, name, stock: true });
  const file = join(directory, "kernel.json");
  const spec = JSON.parse(readFileSync(file, "utf8")) as { argv: string[] };
  writeFileSync(file, JSON.stringify({ ...spec, argv: change(spec.argv) }));
  return directory;
}

/** A program in the place of tslab's, with packages of its own. */
function program(name: string, text: string, packages: Readonly<Record<string, string>>): string {
  const place = join(apart, name);
  mkdirSync(join(place, "node_modules", "tslab", "bin"), { recursive: true });
  writeFileSync(join(place, "node_modules/tslab/package.json"), '{ "version": "1.0.22" }');
  for (const [link, target] of Object.entries(packages))
    symlinkSync(target, join(place, "node_modules", link), "junction");
  const file = join(place, "node_modules/tslab/bin/tslab");
  writeFileSync(file, text);
  return file;
}

const ZEROMQ = { zeromq: join(MODULES, "zeromq") };

test("our kernel and stock tslab start, and are sound", { timeout: 60_000 }, async () => {
  const prefix = join(folder, "sound");
  const [ours, stock] = [false, true].map((isStock) => installKernel({ prefix, stock: isStock }));
  const { exit, out, err } = await doctor(environment(join(prefix, "share", "jupyter")));
  expect(exit).toBe(0);
  expect(err).toBe("starting the kernel ceteris\nstarting the kernel ceteris-tslab\n");
  expect(out.split("\n\n")[0]).toBe(
    `ceteris: TypeScript (ceteris) in ${ours!.directory}\n` +
      `ceteris-tslab: TypeScript (tslab) in ${stock!.directory}`,
  );
  expect(out).toMatch(/\n\n2 kernels of ceteris, nothing is wrong\n$/);
});

test(
  "each thing that is wrong is found at the kernel that has it, with its remedy",
  { timeout: 90_000 },
  async () => {
    const prefix = join(folder, "broken");
    const oldNode = join(folder, "node-18");
    writeFileSync(oldNode, "#!/bin/sh\necho v18.20.4\n", { mode: 0o755 });
    const replaced =
      (place: number, word: string) =>
      (argv: string[]): string[] =>
        argv.with(place, word);
    const gone = install(prefix, "node-gone", replaced(0, "/opt/node-19/bin/node"));
    install(prefix, "node-old", replaced(0, oldNode));
    install(prefix, "program-gone", replaced(1, "/home/me/moved/tslab"));
    const old = program("old", "", ZEROMQ);
    writeFileSync(join(dirname(dirname(old)), "package.json"), '{ "version": "1.0.21" }');
    install(prefix, "tslab-old", replaced(1, old));
    const bare = join(apart, "bare", "main.js");
    mkdirSync(join(apart, "bare/node_modules"), { recursive: true });
    symlinkSync(ZEROMQ.zeromq, join(apart, "bare/node_modules/zeromq"), "junction");
    writeFileSync(bare, "");
    install(prefix, "tslab-gone", ([node]) => [node!, bare, "--connection-file"]);
    const foreign = program("foreign", "", { "cmake-ts": join(MODULES, "cmake-ts") });
    cpSync(ZEROMQ.zeromq, join(foreign, "../../../zeromq"), {
      recursive: true,
      filter: (source) => !source.endsWith(process.platform),
    });
    install(prefix, "zeromq-broken", replaced(1, foreign));
    const dying = program("dying", 'console.error("no model"); process.exitCode = 3;', ZEROMQ);
    const dead = install(prefix, "dying", replaced(1, dying));
    const hidden = install(prefix, "hidden", replaced(1, "/elsewhere/tslab"));
    const hiding = installKernel({ prefix: join(folder, "first"), name: "hidden", stock: true });

    const env = {
      ...environment(join(prefix, "share", "jupyter")),
      JUPYTER_PATH: join(folder, "first", "share", "jupyter"),
    };
    mkdirSync(join(apart, "notebooks/node_modules"), { recursive: true });
    symlinkSync(PROJECT, join(apart, "notebooks/node_modules/ceteris"), "junction");
    const finished = await doctor(env, ["--json"], join(apart, "notebooks"));
    const { kernels, findings } = examination(finished);
    expect(finished.exit).toBe(1);
    expect(kernels).toHaveLength(9);
    const again = (name: string): string => `npx ceteris kernel install --stock --name ${name}`;
    const named = (path: string): KernelFinding[] =>
      findings.filter((finding) => finding.path === path);
    expect(named("/opt/node-19/bin/node")).toEqual([
      expect.objectContaining({ kind: "node-missing", command: again("node-gone") }),
    ]);
    expect(named(oldNode)).toEqual([
      expect.objectContaining({
        kind: "node-too-old",
        message: "is Node 18.20.4; the kernel needs 20.19 or later",
        command: again("node-old"),
      }),
    ]);
    expect(named("/home/me/moved/tslab")).toEqual([
      expect.objectContaining({ kind: "program-missing", command: again("program-gone") }),
    ]);
    expect(named(dirname(dirname(old)))).toEqual([
      expect.objectContaining({
        kind: "tslab-version",
        message: "is tslab 1.0.21; ceteris builds on 1.0.22",
        command: "npm install tslab@1.0.22",
      }),
    ]);
    expect(named(bare)).toEqual([
      expect.objectContaining({ kind: "tslab-missing", command: "npm install tslab@1.0.22" }),
    ]);
    const [binary] = named(join(apart, "foreign/node_modules/zeromq"));
    expect(binary).toMatchObject({ kind: "zeromq-broken", command: "npm rebuild zeromq" });
    expect(binary!.output).toContain("Error: No compatible zeromq.js addon found");
    expect(named(dead)).toEqual([
      expect.objectContaining({
        kind: "does-not-start",
        message: expect.stringContaining("exit code 3"),
        output: ["no model"],
      }),
    ]);
    expect(named(hidden)).toEqual([
      expect.objectContaining({
        kind: "shadowed",
        message: expect.stringContaining(hiding.directory),
        command: "npx ceteris kernel uninstall --name hidden",
      }),
    ]);
    expect(named(gone)).toEqual([]);
    expect(findings).toHaveLength(9); // and the program of the kernel that is hidden

    const text = (await doctor(env, ["--name", "node-old"])).out;
    expect(text).toBe(
      [
        `node-old: TypeScript (node-old) in ${join(prefix, "share/jupyter/kernels/node-old")}`,
        "",
        `node-too-old: ${oldNode}`,
        "  is Node 18.20.4; the kernel needs 20.19 or later",
        "  Remedy: Install the kernel again with a later Node.",
        "    npx ceteris kernel install --stock --name node-old",
        "",
        "1 kernel of ceteris, 1 finding",
        "",
      ].join("\n"),
    );
  },
);

test("no kernel, no Jupyter and no ceteris are three sentences", async () => {
  const empty = join(folder, "empty");
  mkdirSync(empty);
  const { exit, out } = await doctor(environment(empty, empty), [], empty);
  expect(exit).toBe(1);
  expect(out).toBe(
    [
      `no-kernel: ${join(empty, "kernels/ceteris")}`,
      "  is not there, and neither is a kernel of ceteris where Jupyter looks",
      "  Remedy: Install the kernel.",
      "    npx ceteris kernel install",
      "",
      `ceteris-missing: ${empty}`,
      "  has no ceteris, so that no cell of a notebook there can import it",
      "  Remedy: Install it in the project of the notebooks, or ask in their folder.",
      "    npm install ceteris",
      "",
      "note: There is no jupyter on $PATH, so that none could be asked which kernels",
      "  it sees.",
      "",
      "0 kernels of ceteris, 2 findings",
      "",
    ].join("\n"),
  );
});

test("a place where that Jupyter does not look is told, and so is a Jupyter that fails", async () => {
  const prefix = join(folder, "apart");
  const directory = install(prefix, "apart", (argv) => argv.with(1, "/gone"));
  const flags = ["--json", "--prefix", prefix, "--name", "apart"];
  const data = join(folder, "no-data");
  const { findings } = examination(await doctor(environment(data), flags));
  expect(findings[0]).toMatchObject({
    kind: "not-listed",
    path: directory,
    command: expect.stringMatching(/^npx ceteris kernel install --name apart --prefix .*venv$/),
  });

  const broken = join(folder, "broken-jupyter");
  mkdirSync(broken);
  writeFileSync(join(broken, "jupyter"), "#!/bin/sh\necho no module named jupyter >&2\nexit 1\n", {
    mode: 0o755,
  });
  const path = [broken, process.env["PATH"]].join(delimiter);
  const told = examination(await doctor(environment(data, path), flags));
  expect(told.findings[0]).toMatchObject({
    kind: "jupyter-broken",
    output: ["no module named jupyter"],
  });
  expect(told.notes).toEqual([]);
});

test("a kernel.json that cannot be read is told with its reason", async () => {
  const data = join(folder, "unreadable");
  mkdirSync(join(data, "kernels/ceteris"), { recursive: true });
  mkdirSync(join(data, "kernels/other"));
  for (const name of ["ceteris", "other"])
    writeFileSync(join(data, "kernels", name, "kernel.json"), '{ "argv": "node" }');
  const finished = examination(await doctor(environment(data, data), ["--json"]));
  expect(finished.findings).toEqual([
    {
      kind: "unreadable-spec",
      path: join(data, "kernels/ceteris/kernel.json"),
      message: "cannot be read as a kernelspec",
      remedy: "Install the kernel again over it.",
      command: "npx ceteris kernel install --force",
      output: [expect.stringContaining("names no command")],
    },
  ]);
});
