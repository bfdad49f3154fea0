import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { FILES, makeRepository } from "./make-repository.js";
import { measure, timed } from "./measure.js";
import { sayTimes } from "./progress.js";
import { PROJECT } from "./project.js";
import { atMost, type Row } from "./row.js";

const ROUNDS = 25;
/** What tells the same of a repository by hand. */
const BARE = ["status --porcelain", "rev-parse HEAD", "diff HEAD"];

interface Captured {
  readonly vcs?: { readonly is_dirty: boolean };
  readonly diff?: string;
}

/** What is found out about the code before a command starts, against git's own commands one after the other. */
export async function codeRows(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  try {
    makeRepository(folder);
    const captureCode = await loadCapture();
    const time = await measure(ROUNDS, {
      capture: timed(async () => check(await captureCode(folder))),
      bare: timed(() => runBare(folder)),
    });
    sayTimes(time);
    const what = `the code of a run, of a repository of ${FILES.toLocaleString("en")} files`;
    const against = BARE.map((args) => `\`git ${args}\``).join(", ");
    return [atMost(what, against, time.capture / time.bare, 1.25)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** It is none of the library's public names. */
async function loadCapture(): Promise<(folder: string) => Promise<Captured>> {
  const url = pathToFileURL(join(PROJECT, "dist/capture/capture-code.js")).href;
  const loaded = (await import(url)) as {
    readonly captureCode: (folder: string) => Promise<Captured>;
  };
  return loaded.captureCode;
}

function check({ vcs, diff }: Captured): void {
  if (!vcs?.is_dirty || !diff?.includes("module-0.py")) throw new Error("The code was not read.");
}

async function runBare(cwd: string): Promise<void> {
  for (const args of BARE) await promisify(execFile)("git", args.split(" "), { cwd });
}
