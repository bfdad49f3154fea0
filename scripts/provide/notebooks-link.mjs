import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT, say } from "./steps.mjs";

const LINK = join(PROJECT, "notebooks", "node_modules", "ceteris");

/** Lets the project's own notebooks import "ceteris", with types, as any other folder does after an install. */
export function provideNotebooksLink() {
  if (existsSync(LINK)) return;
  say("linking ceteris into notebooks/node_modules");
  mkdirSync(dirname(LINK), { recursive: true });
  rmSync(LINK, { force: true }); // one that a moved project left behind
  symlinkSync(PROJECT, LINK, "junction");
}
