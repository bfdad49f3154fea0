import { mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { PROJECT, say } from "./steps.mjs";

const MODULES = join(PROJECT, "notebooks", "node_modules");
const PROGRAM = join(PROJECT, "dist", "cli", "main.js");

/** Lets the project's own notebooks import "ceteris", with types, and `npx ceteris` run there, as after an install. */
export function provideNotebooksLink() {
  link(join(MODULES, "ceteris"), PROJECT, "junction");
  const command = join(MODULES, ".bin", "ceteris");
  if (process.platform !== "win32") return link(command, PROGRAM, "file");
  mkdirSync(dirname(command), { recursive: true });
  writeFileSync(`${command}.cmd`, `@node "${PROGRAM}" %*\r\n`);
}

function link(path, target, type) {
  if (leadsTo(path, target)) return;
  say(`linking ${target} into notebooks/node_modules`);
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true }); // one that a moved project left behind
  symlinkSync(target, path, type);
}

function leadsTo(path, target) {
  try {
    return resolve(readlinkSync(path)) === resolve(target);
  } catch {
    return false;
  }
}
