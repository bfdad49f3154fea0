import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Job, measure, timed } from "./measure.js";
import { sayTimes } from "./progress.js";
import { PROJECT } from "./project.js";
import { atMost, type Row } from "./row.js";

const FILES = 1_000;
/** More than elsewhere, as a start takes a fraction of a second and varies. */
const ROUNDS = 15;

/** `ceteris run -- true`, with all that it records, against the start of Node. */
export async function commandRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  try {
    makeRepository(folder);
    const command = [join(PROJECT, "dist/cli/main.js"), "run", "--root", "exman", "--", "true"];
    const time = await measure(ROUNDS, {
      run: node(folder, command),
      empty: node(folder, ["-e", "0"]),
    });
    sayTimes(time);
    checkRuns(folder);
    const what = `\`ceteris run -- true\`, in a repository of ${FILES.toLocaleString("en")} files`;
    return [atMost(what, "`node -e 0`", time.run / time.empty, 4)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function node(cwd: string, args: readonly string[]): Job {
  return timed(() => execFileSync(process.execPath, args, { cwd, stdio: "ignore" }));
}

/** A repository with a change that is not committed. */
function makeRepository(folder: string): void {
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

/** Each round, and the first that does not count, has to have left a run that knows the code. */
function checkRuns(folder: string): void {
  const runs = join(folder, "exman/runs");
  const known = readdirSync(runs).filter((run) => {
    const { vcs } = JSON.parse(readFileSync(join(runs, run, "run.json"), "utf8")) as RunFacts;
    return vcs?.is_dirty;
  });
  if (known.length !== ROUNDS + 1)
    throw new Error(`${known.length} runs have their code recorded.`);
}

interface RunFacts {
  readonly vcs?: { readonly is_dirty: boolean };
}
