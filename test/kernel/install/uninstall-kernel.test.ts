import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { installKernel } from "../../../src/kernel/install/install-kernel.js";
import { uninstallKernel } from "../../../src/kernel/install/uninstall-kernel.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

test("a kernel is removed whole, and its neighbours stay", () => {
  const prefix = temporaryFolder();
  const kernels = join(prefix, "share/jupyter/kernels");
  installKernel({ prefix });
  installKernel({ prefix, stock: true });
  installKernel({ prefix, name: "other" });
  expect(uninstallKernel({ prefix })).toMatchObject({
    directory: join(kernels, "ceteris"),
    name: "ceteris",
    displayName: "TypeScript (ceteris)",
  });
  expect(readdirSync(kernels)).toEqual(["ceteris-tslab", "other"]);
  uninstallKernel({ prefix, stock: true });
  uninstallKernel({ prefix, name: "other" });
  expect(readdirSync(kernels)).toEqual([]);
});

test("a kernel of another program stays, and so does what a link leads to", () => {
  const prefix = temporaryFolder();
  const kernels = join(prefix, "share/jupyter/kernels");
  mkdirSync(join(kernels, "deno"), { recursive: true });
  writeFileSync(join(kernels, "deno/kernel.json"), '{ "argv": ["deno"] }');
  expect(() => uninstallKernel({ prefix, name: "deno" })).toThrow(
    expect.objectContaining({
      code: "KERNEL",
      message: `The kernel in ${join(kernels, "deno")} was not installed by ceteris and stays: remove it with the program that installed it.`,
    }),
  );
  expect(existsSync(join(kernels, "deno/kernel.json"))).toBe(true);
  const { directory } = installKernel({ prefix: join(prefix, "elsewhere") });
  symlinkSync(directory, join(kernels, "linked"), "junction");
  uninstallKernel({ prefix, name: "linked" });
  expect(readdirSync(kernels)).toEqual(["deno"]);
  expect(existsSync(join(directory, "kernel.json"))).toBe(true);
});

test("where there is none, the error says so, and names the nearest", () => {
  const prefix = temporaryFolder();
  installKernel({ prefix, name: "penguins" });
  const place = join(prefix, "share/jupyter/kernels");
  expect(() => uninstallKernel({ prefix, name: "pengins" })).toThrow(
    `There is no kernel in ${join(place, "pengins")}; did you mean penguins?`,
  );
  expect(() => uninstallKernel({ prefix, name: "nothing-like-it" })).toThrow(
    `There is no kernel in ${join(place, "nothing-like-it")}, nor anywhere else that Jupyter looks: there is nothing to remove.`,
  );
});
