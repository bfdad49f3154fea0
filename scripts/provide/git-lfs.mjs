import { aptInstall, hasApt } from "./debian.mjs";
import { succeeds } from "./steps.mjs";

/** git-lfs, whose extensions a hostile repository could name. */
export function provideGitLfs() {
  if (succeeds("git-lfs", ["version"])) return;
  if (hasApt()) aptInstall("git-lfs");
  if (!succeeds("git-lfs", ["version"]))
    throw new Error("no git-lfs was found on PATH: install it (git-lfs).");
}
