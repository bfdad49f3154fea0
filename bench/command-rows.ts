import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FILES, makeRepository } from "./make-repository.js";
import { type Job, measure, timed } from "./measure.js";
import { sayTimes } from "./progress.js";
import { PROJECT } from "./project.js";
import { atMost, type Row } from "./row.js";

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
