import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** How many files a repository has. */
export const FILES = 1_000;

/** Makes a repository with a change that is not committed. */
export function makeRepository(folder: string): void {
  for (let i = 0; i < FILES; i += 1) {
    const directory = join(folder, `package-${i % 20}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `module-${i}.py`), `value = ${i}\n`.repeat(20));
  }
  git(folder, "init", "--quiet");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--message", "all");
  writeFileSync(join(folder, "package-0", "module-0.py"), "value = 0\n");
}

function git(folder: string, ...args: string[]): void {
  const identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"];
  execFileSync("git", [...identity, ...args], { cwd: folder, stdio: "ignore" });
}
