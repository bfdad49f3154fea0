import { existsSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { jupyterSearchPath } from "../../../src/kernel/spec/search-path.js";
import { PYTHON } from "../../tools/project.js";
import { succeed } from "../../tools/run-program.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

/** Prints where jupyter_core looks in each of several environments, and the prefix of its Python. */
const ASK = `
import json, os, sys
from jupyter_core.paths import jupyter_path
def ask(env):
    os.environ.update(env)
    paths = jupyter_path()
    for name in env: del os.environ[name]
    return paths
print(json.dumps([sys.prefix, [ask(env) for env in json.loads(sys.argv[1])]]))
`;

const ENVIRONMENTS: readonly Readonly<Record<string, string>>[] = [
  {},
  { JUPYTER_DATA_DIR: "/jupyter" },
  { JUPYTER_PATH: "/first:/second" },
  { XDG_DATA_HOME: "/data", JUPYTER_PREFER_ENV_PATH: "1" },
  { JUPYTER_DATA_DIR: "/jupyter", JUPYTER_PREFER_ENV_PATH: "off" },
];

const HOME = "/home/me";

async function ask(python: string, env: NodeJS.ProcessEnv): Promise<[string, string[][]]> {
  const words = ["-c", ASK, JSON.stringify(ENVIRONMENTS)];
  const { stdout } = await succeed(python, words, { env: { HOME, ...env } });
  return JSON.parse(stdout) as [string, string[][]];
}

test("a Jupyter in a virtual environment, active or on the path, looks in the same folders", async () => {
  const [prefix, expected] = await ask(PYTHON, {});
  const ours = ENVIRONMENTS.map((env) =>
    jupyterSearchPath({ platform: "linux", env: { ...env, VIRTUAL_ENV: prefix }, home: HOME }),
  );
  expect(ours).toEqual(expected);
  const linked = join(temporaryFolder(), "jupyter");
  symlinkSync(join(dirname(PYTHON), "jupyter"), linked);
  for (const PATH of [`/none:${dirname(PYTHON)}`, dirname(linked)]) {
    const inactive = ENVIRONMENTS.map((env) =>
      jupyterSearchPath({ platform: "linux", env: { ...env, PATH }, home: HOME }),
    );
    expect(inactive.map((paths) => paths.map(realPath))).toEqual(
      expected.map((paths) => paths.map(realPath)),
    );
  }
});

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

test("a Jupyter outside of virtual environments looks in the same folders, and in its own", async () => {
  const { stdout } = await succeed(PYTHON, [
    "-c",
    "import sys, site; print(sys._base_executable); print(site.getsitepackages()[0])",
  ]);
  const [base, packages] = stdout.trim().split("\n") as [string, string];
  const user = { PYTHONUSERBASE: "/base" };
  const [prefix, found] = await ask(base, { ...user, PYTHONPATH: packages });
  const expected = found.map((paths) =>
    paths.filter((path) => prefix === "/usr" || path !== `${prefix}/share/jupyter`),
  );
  const ours = ENVIRONMENTS.map((env) =>
    jupyterSearchPath({ platform: "linux", env: { ...env, ...user }, home: HOME }),
  );
  expect(ours).toEqual(expected);
});

// By hand from jupyter_core.paths.jupyter_path(), for the platforms that this machine is not.
test("on macOS and Windows the folders are those of the platform", () => {
  const onMac = { platform: "darwin", env: {}, home: "/Users/me" } as const;
  expect(jupyterSearchPath(onMac)).toEqual([
    "/Users/me/Library/Jupyter",
    "/Users/me/.local/share/jupyter",
    "/usr/local/share/jupyter",
    "/usr/share/jupyter",
  ]);
  const env = { APPDATA: "C:\\Roaming", PROGRAMDATA: "C:\\All", CONDA_PREFIX: "C:\\conda" };
  const onWindows = { platform: "win32", env, home: "C:\\Users\\me" } as const;
  expect(jupyterSearchPath(onWindows)).toEqual([
    "C:\\Roaming\\jupyter",
    "C:\\conda\\share\\jupyter",
  ]);
  const more = {
    ...env,
    JUPYTER_USE_PROGRAMDATA: "1",
    CONDA_DEFAULT_ENV: "runs",
    JUPYTER_PATH: "D:\\a;D:\\b",
  };
  expect(jupyterSearchPath({ ...onWindows, env: more })).toEqual([
    "D:\\a",
    "D:\\b",
    "C:\\conda\\share\\jupyter",
    "C:\\Roaming\\jupyter",
    "C:\\All\\jupyter",
  ]);
});
