import { expect, test } from "vitest";
import { jupyterDataDirectory } from "../../../src/kernel/spec/data-directory.js";

const HOMES = { linux: "/home/me", darwin: "/Users/me", win32: "C:\\Users\\me" } as const;

// The expected folders are those of jupyter_core.paths.jupyter_data_dir().
test.each([
  ["linux", {}, "/home/me/.local/share/jupyter"],
  ["linux", { XDG_DATA_HOME: "/data" }, "/data/jupyter"],
  ["linux", { JUPYTER_DATA_DIR: "/jupyter", VIRTUAL_ENV: "/venv" }, "/jupyter"],
  ["darwin", {}, "/Users/me/Library/Jupyter"],
  ["darwin", { XDG_DATA_HOME: "/data" }, "/Users/me/Library/Jupyter"],
  ["win32", {}, "C:\\Users\\me\\AppData\\Roaming\\jupyter"],
  ["win32", { APPDATA: "D:\\Roaming" }, "D:\\Roaming\\jupyter"],
  ["win32", { JUPYTER_DATA_DIR: "D:\\jupyter" }, "D:\\jupyter"],
] as const)("on %s with %o the user's data lies in %s", (platform, env, expected) => {
  const around = { platform, env, home: HOMES[platform] };
  expect(jupyterDataDirectory(undefined, around)).toBe(expected);
});

test.each([
  ["linux", { VIRTUAL_ENV: "/venv", CONDA_PREFIX: "/conda" }, "/venv/share/jupyter"],
  ["linux", { CONDA_PREFIX: "/conda", JUPYTER_DATA_DIR: "/jupyter" }, "/conda/share/jupyter"],
  ["darwin", { VIRTUAL_ENV: "/venv" }, "/venv/share/jupyter"],
  ["win32", { CONDA_PREFIX: "C:\\conda" }, "C:\\conda\\share\\jupyter"],
] as const)("on %s sys-prefix is the active environment: %o", (platform, env, expected) => {
  const around = { platform, env, home: HOMES[platform] };
  expect(jupyterDataDirectory("sys-prefix", around)).toBe(expected);
});

// The first of jupyter_core.paths.SYSTEM_JUPYTER_PATH; on Windows with JUPYTER_USE_PROGRAMDATA=1.
test.each([
  ["linux", {}, "/usr/local/share/jupyter"],
  ["darwin", { JUPYTER_DATA_DIR: "/jupyter" }, "/usr/local/share/jupyter"],
  ["win32", {}, "C:\\ProgramData\\jupyter"],
  ["win32", { PROGRAMDATA: "D:\\Data" }, "D:\\Data\\jupyter"],
] as const)("on %s with %o the data of all users lies in %s", (platform, env, expected) => {
  const around = { platform, env, home: HOMES[platform] };
  expect(jupyterDataDirectory("system", around)).toBe(expected);
});

test("the environment in a folder is that folder's", () => {
  const onWindows = { platform: "win32", env: {}, home: HOMES.win32 } as const;
  expect(jupyterDataDirectory("C:\\venv", onWindows)).toBe("C:\\venv\\share\\jupyter");
  const onLinux = { platform: "linux", env: { VIRTUAL_ENV: "/venv" }, home: HOMES.linux } as const;
  expect(jupyterDataDirectory("/opt/jupyter/../env", onLinux)).toBe("/opt/env/share/jupyter");
});

test("sys-prefix without an active environment says what to do", () => {
  const around = { platform: "linux", env: {}, home: "/home/me" } as const;
  expect(() => jupyterDataDirectory("sys-prefix", around)).toThrow(
    expect.objectContaining({ code: "KERNEL", message: expect.stringContaining("activate one") }),
  );
});
