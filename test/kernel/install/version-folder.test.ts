import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../tools/temporary-folder.js";
import {
  lastingNode,
  notesOn,
  versionManagerOf,
} from "../../../src/kernel/install/version-folder.js";

// The folders are those that each program's own documentation names.
test.each([
  ["/home/me/.nvm/versions/node/v20.19.0/bin/node", "nvm"],
  ["C:\\Users\\me\\AppData\\Roaming\\nvm\\v20.19.0\\node.exe", "nvm"],
  ["/home/me/.volta/tools/image/node/20.19.0/bin/node", "Volta"],
  ["C:\\Users\\me\\AppData\\Local\\Volta\\tools\\image\\node\\20.19.0\\node.exe", "Volta"],
  ["/home/me/.local/share/fnm/node-versions/v20.19.0/installation/bin/node", "fnm"],
  ["/run/user/1000/fnm_multishells/4711_1700000000000/bin/node", "fnm"],
  ["/home/me/.asdf/installs/nodejs/20.19.0/bin/node", "asdf"],
  ["/home/me/.local/share/mise/installs/node/20.19.0/bin/node", "mise"],
  ["/home/me/.nodenv/versions/20.19.0/bin/node", "nodenv"],
  ["/opt/homebrew/Cellar/node@20/20.19.0/bin/node", "Homebrew"],
  ["/opt/homebrew/Cellar/node/24.1.0_1/bin/node", "Homebrew"],
  ["C:\\Users\\me\\scoop\\apps\\nodejs-lts\\20.19.0\\node.exe", "Scoop"],
  ["/usr/bin/node", undefined],
  ["/usr/local/bin/node", undefined],
  ["/opt/homebrew/bin/node", undefined],
  ["/opt/conda/envs/nvm/bin/node", undefined],
  ["C:\\Program Files\\nodejs\\node.exe", undefined],
  ["C:\\Users\\me\\scoop\\apps\\nodejs-lts\\current\\node.exe", undefined],
])("%s is kept by %s", (path, manager) => {
  expect(versionManagerOf(path)).toBe(manager);
});

test("a link on the path that outlives the version is taken in its place", () => {
  const folder = temporaryFolder();
  const node = join(folder, "Cellar/node/24.1.0/bin/node");
  mkdirSync(join(node, ".."), { recursive: true });
  writeFileSync(node, "");
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const withPath = (...folders: string[]) =>
    ({ platform: "linux", home: folder, env: { PATH: folders.join(":") } }) as const;
  expect(lastingNode(node, withPath(join(node, ".."), bin))).toBe(node);
  symlinkSync(node, join(bin, "node"));
  expect(lastingNode(node, withPath(join(node, ".."), bin))).toBe(join(bin, "node"));
  expect(lastingNode("/usr/bin/node", withPath(bin))).toBe("/usr/bin/node");
  const other = join(folder, "Cellar/node/20.1.0/bin/node");
  expect(lastingNode(other, withPath(bin))).toBe(other);
});

test("notes name what may go while the kernelspec stays", () => {
  const program = "/home/me/.npm/_npx/1f2e/node_modules/ceteris/dist/kernel/server/main.js";
  expect(notesOn(["/home/me/.nvm/versions/node/v20.19.0/bin/node", program])).toEqual([
    "/home/me/.nvm/versions/node/v20.19.0/bin/node is a version of Node kept by nvm: install the kernel again when it goes.",
    `${program} is in npx's cache, which npm may empty: install the kernel again from a project.`,
  ]);
  expect(notesOn(["/usr/bin/node", "/home/me/project/node_modules/tslab/bin/tslab"])).toEqual([]);
});
