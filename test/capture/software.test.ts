import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { beforeAll, describe, expect, it, afterAll } from "vitest";
import { Deadline } from "../../src/capture/deadline.js";
import { readEnvironment } from "../../src/capture/software/environment.js";
import { findInterpreter } from "../../src/capture/software/interpreter.js";
import type { Environment } from "../../src/store/recorded-facts.js";
import { PYTHON } from "../tools/project.js";
import { newFolder, removeFolder, temporaryFolder } from "../tools/temporary-folder.js";
import { git, repositoryOf, write } from "./repository.js";

const base = {
  ...process.env,
  VIRTUAL_ENV: undefined,
  CONDA_PREFIX: undefined,
  PYTHONPATH: undefined,
};

const BUILD_SYSTEM =
  '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n';

/** What is known of the software that a command uses. */
async function softwareOf(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = base,
): Promise<Environment | undefined> {
  const deadline = new Deadline(20_000);
  const { environment, unread } = await readEnvironment({ cwd, command, env, deadline });
  deadline.clear();
  expect(unread).toEqual({});
  return environment;
}

function program(folder: string, name: string, text: string): string {
  write(folder, { [name]: text });
  chmodSync(join(folder, name), 0o755);
  return join(folder, name);
}

describe("a virtual environment of Python's", () => {
  let folder: string;
  let python: string;
  let repository: string;

  beforeAll(() => {
    folder = newFolder();
    python = join(folder, "venv/bin/python");
    execFileSync("python3", ["-m", "venv", "--without-pip", join(folder, "venv")]);
    for (const name of ["project", "remote"]) {
      repositoryOf(join(folder, name), {
        "pyproject.toml": `[project]\nname = "Demo.${name}"\nversion = "1.2.3"\n${BUILD_SYSTEM}`,
        "backend.py": readFileSync(join(import.meta.dirname, "backend.py")),
      });
    }
    repository = join(folder, "remote");
  }, 120_000);

  afterAll(() => removeFolder(folder));

  /** The pip of the tests' own environment, at work on another one. */
  function pip(...args: readonly string[]): string {
    const env = { ...base, PIP_NO_INDEX: "1", PIP_DISABLE_PIP_VERSION_CHECK: "1" };
    const all = ["-m", "pip", "--python", python, ...args];
    return execFileSync(PYTHON, all, { encoding: "utf8", env, stdio: "pipe" });
  }

  it("has packages that came from an address with it, as pip freeze has them", async () => {
    const project = join(folder, "project");
    const address = `git+file://${repository}`;
    pip("install", "--quiet", "--no-compile", "--no-build-isolation", "-e", project, address);
    const commit = git(repository, "rev-parse", "HEAD").trim();
    const version = execFileSync(python, ["--version"], { encoding: "utf8" }).trim();
    expect((await softwareOf([python, "train.py"], folder))?.python).toEqual({
      version: version.replace("Python ", ""),
      executable: "venv/bin/python",
      packages: {
        "Demo.project": `1.2.3 @ file://${project} (editable)`,
        "Demo.remote": `1.2.3 @ ${address}@${commit}`,
      },
    });
    expect(pip("freeze")).toContain(`Demo.remote @ ${address}@${commit}`);
  }, 60_000);

  it("is found in whatever way a command names it", () => {
    const bin = join(folder, "venv/bin");
    const script = program(folder, "tool", `#!${python}\nprint(1)\n`);
    const portable = program(folder, "portable", "#!/usr/bin/env -S python -u\nprint(1)\n");
    const shell = program(folder, "train.sh", "#!/bin/sh\npython train.py\n");
    const long = program(folder, "long", `#!/bin/sh\n'''exec' "${python}" "$0" "$@"\n' '''\n`);
    const onPath = { ...base, PATH: [bin, process.env["PATH"]].join(delimiter) };
    const interpreterOf = (command: readonly string[], env: NodeJS.ProcessEnv): unknown =>
      findInterpreter({ command, cwd: folder, env, deadline: undefined as never })?.path;
    const here: [readonly string[], NodeJS.ProcessEnv][] = [
      [["venv/bin/python", "x.py"], base],
      [["python", "x.py"], onPath],
      [[script, "--lr", "1"], base],
      [["./tool"], base],
      [[portable], onPath],
      [[long], base],
      [["env", "A=1", "nice", "-n", "5", python, "x.py"], base],
      [["timeout", "10", "./tool"], base],
      [[shell], { ...base, VIRTUAL_ENV: join(folder, "venv") }],
      [["bash", "-c", "x"], { ...base, CONDA_PREFIX: join(folder, "venv") }],
      [["conda", "run", "-p", "venv", "python", "x.py"], base],
    ];
    const found = here.map(([command, env]) => [command, interpreterOf(command, env)]);
    expect(found).toEqual(
      here.map(([command, env]) => [command, env === onPath ? join(bin, "python") : python]),
    );
    expect(interpreterOf([shell], base)).toBeUndefined();
    expect(interpreterOf(["no-such-program"], base)).toBeUndefined();
    expect(interpreterOf([], base)).toBeUndefined();
  });

  it("may be one of conda's, whose packages are on the disk", async () => {
    const prefix = join(folder, "venv");
    write(prefix, {
      "conda-meta/numpy-1.26.4-py311h64a7726_0.json": "{}",
      "conda-meta/ca-certificates-2024.2.2-hbcca054_0.json": "{}",
      "conda-meta/history": "",
    });
    expect((await softwareOf([python], folder))?.python?.conda).toEqual({
      name: "base",
      packages: { "ca-certificates": "2024.2.2=hbcca054_0", numpy: "1.26.4=py311h64a7726_0" },
    });
  });

  it("imports nothing from the working directory", async () => {
    const trap = join(folder, "trap");
    write(trap, { "json.py": "raise SystemExit('trapped')\n", "site.py": "raise SystemExit(1)\n" });
    const { python: found } = (await softwareOf([python, "x.py"], trap))!;
    expect(Object.keys(found!.packages)).toContain("Demo.remote");
  });
});

it("the packages of a large environment are those that pip lists", async () => {
  const { python } = (await softwareOf([PYTHON], import.meta.dirname))!;
  const listed = JSON.parse(
    execFileSync(PYTHON, ["-m", "pip", "list", "--format=json"], {
      encoding: "utf8",
      env: base,
    }),
  ) as { name: string; version: string }[];
  expect(listed.length).toBeGreaterThan(50);
  expect(python!.packages).toEqual(
    Object.fromEntries(listed.map(({ name, version }) => [name, version])),
  );
  const names = Object.keys(python!.packages).map((name) => name.toLowerCase());
  expect(names).toEqual(names.toSorted((a, b) => (a < b ? -1 : 1)));
});

describe("Node", () => {
  it("has its version and the nearest lockfile", async () => {
    const folder = temporaryFolder();
    write(folder, { "package-lock.json": "{}\n", "packages/a/main.js": "" });
    const sha256 = createHash("sha256").update("{}\n").digest("hex");
    expect(await softwareOf([process.execPath, "main.js"], folder)).toEqual({
      node: {
        version: process.versions.node,
        lockfile: { path: "package-lock.json", sha256 },
      },
    });
    const lockfile = (await softwareOf(["node", "main.js"], join(folder, "packages/a")))?.node
      ?.lockfile;
    expect(lockfile).toEqual({ path: join(folder, "package-lock.json"), sha256 });
    const other = program(folder, "bin/bun", "#!/bin/sh\necho 1.2.3\n");
    expect((await softwareOf([other, "x.ts"], folder))?.node?.version).toBe("bun 1.2.3");
    const tsx = program(folder, "bin/tsx", "#!/usr/bin/env node\n");
    expect((await softwareOf([tsx, "x.ts"], folder))?.node?.version).toBe(process.versions.node);
  });
});

describe("the CUDA toolkit", () => {
  it("says its version in a file, by nvcc, or in a container's variable", async () => {
    const folder = temporaryFolder();
    // what nvcc 12.4 prints
    const nvcc = program(
      folder,
      "cuda/bin/nvcc",
      "#!/bin/sh\necho 'Cuda compilation tools, release 12.4, V12.4.131'\n",
    );
    const path = [join(nvcc, ".."), process.env["PATH"]].join(delimiter);
    const env = { ...base, CUDA_HOME: undefined, CUDA_PATH: undefined };
    const cudaOf = async (more: NodeJS.ProcessEnv): Promise<string | undefined> =>
      (await softwareOf(["true"], folder, { ...env, ...more }))?.cuda;
    expect(await cudaOf({ CUDA_VERSION: "12.1.1" })).toBe("12.1.1");
    expect(await cudaOf({ PATH: path })).toBe("12.4.131");
    write(folder, { "cuda/version.json": '{ "cuda": { "version": "12.4.1" } }' });
    expect(await cudaOf({ PATH: path })).toBe("12.4.1");
    expect(await cudaOf({ CUDA_HOME: join(folder, "cuda") })).toBe("12.4.1");
  });
});

it("a lockfile that is a pipe is not waited for", async () => {
  const folder = temporaryFolder();
  execFileSync("mkfifo", [join(folder, "yarn.lock")]);
  const deadline = new Deadline(20_000);
  const command = [process.execPath, "main.js"];
  const { unread } = await readEnvironment({ cwd: folder, command, env: base, deadline });
  deadline.clear();
  expect(unread).toEqual({ environment: `${join(folder, "yarn.lock")} is no file` });
});

it("a Python that fails is no environment, and the reason is there", async () => {
  const folder = temporaryFolder();
  const python = program(folder, "python3", "#!/bin/sh\necho 'no such module' >&2\nexit 3\n");
  const deadline = new Deadline(20_000);
  const facts = { cwd: folder, command: [python], env: base, deadline };
  expect(await readEnvironment(facts)).toEqual({ unread: { environment: "no such module" } });
  deadline.clear();
  expect(readFileSync(python, "utf8")).toContain("exit 3");
});
