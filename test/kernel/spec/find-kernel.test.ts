import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findKernel, listKernels } from "../../../src/kernel/spec/find-kernel.js";
import type { JupyterSurroundings } from "../../../src/kernel/spec/surroundings.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

/** A user with two data directories that hold kernels, the first of which comes first. */
function user(folder: string): JupyterSurroundings {
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  const env = { JUPYTER_PATH: first, JUPYTER_DATA_DIR: second, JUPYTER_PREFER_ENV_PATH: "0" };
  return { env, platform: "linux", home: folder };
}

function install(directory: string, spec: unknown): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "kernel.json"), JSON.stringify(spec));
}

describe("findKernel", () => {
  it("finds a kernel as Jupyter does: the first of a name, in capitals or not", () => {
    const folder = temporaryFolder();
    install(join(folder, "second/kernels/Mine"), { argv: ["second"], display_name: "Second" });
    install(join(folder, "second/kernels/alpha"), { argv: ["a"] });
    install(join(folder, "first/kernels/mine"), {
      argv: ["first", "{connection_file}"],
      display_name: "First",
      language: "python",
      interrupt_mode: "message",
    });
    const names = listKernels(user(folder)).map(({ name }) => name);
    expect(names.filter((name) => name === "alpha" || name === "mine")).toEqual(["alpha", "mine"]);
    expect(findKernel("MINE", user(folder))).toMatchObject({
      name: "mine",
      directory: join(folder, "first/kernels/mine"),
      spec: { displayName: "First", language: "python", interruptMode: "message" },
    });
  });

  it("says which there are, and which was meant", () => {
    const folder = temporaryFolder();
    install(join(folder, "first/kernels/python3"), { argv: ["python"] });
    expect(() => findKernel("pyton3", user(folder))).toThrow(
      "Jupyter has no kernel pyton3; did you mean python3?",
    );
    expect(() => findKernel("julia-1.10", user(folder))).toThrow(
      /^Jupyter has no kernel julia-1\.10; there are .*\bpython3\b.*: name one of them with --kernel, or install it\.$/,
    );
  });

  it("says what is wrong with a damaged kernelspec", () => {
    const folder = temporaryFolder();
    install(join(folder, "first/kernels/broken"), { argv: [] });
    expect(() => findKernel("broken", user(folder))).toThrow(
      /broken.kernel\.json names no command/,
    );
  });
});
