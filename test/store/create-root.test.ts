import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createCache, createRoot } from "../../src/store/create-root.js";
import { rootLayout } from "../../src/store/layout.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

it("a root has a folder that git does not see, which may be made again", () => {
  const layout = createRoot(join(temporaryFolder(), "deep", "exman"));
  for (let time = 0; time < 2; time += 1) {
    createCache(layout);
    expect(readFileSync(join(layout.root, ".ceteris", ".gitignore"), "utf8")).toBe("*\n");
    rmSync(layout.cache, { recursive: true });
  }
});

it("a folder that cannot be made is told in a sentence, at once", () => {
  const layout = createRoot(join(temporaryFolder(), "exman"));
  writeFileSync(layout.cache, "");
  const remedy = "; see whether the root can be written.";
  const taken = `The folder ${layout.cache} cannot be made: EEXIST: file already exists, mkdir '${layout.cache}'`;
  expect(() => createCache(layout)).toThrow(taken + remedy);
  // Linux makes no folder there, and says that a folder above is missing
  const nowhere = "/proc/exman/.ceteris";
  const none = `The folder ${nowhere} cannot be made: ENOENT: no such file or directory, mkdir '/proc/exman'`;
  expect(() => createCache(rootLayout("/proc/exman"))).toThrow(none + remedy);
  const root = join(temporaryFolder(), "exman");
  mkdirSync(root);
  writeFileSync(join(root, "runs"), "");
  expect(() => createRoot(root)).toThrow(`The root ${root} cannot be made: EEXIST`);
  expect(existsSync(join(root, "index"))).toBe(false);
});
