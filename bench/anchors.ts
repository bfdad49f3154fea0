import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { filterWhere, Index, toCSV } from "ceteris";
import {
  dabestFigures,
  optunaFigures,
  rliableFigures,
  scikitPosthocsFigures,
  THRESHOLD,
  type AnchorRuns,
  type DabestFound,
  type OptunaFound,
  type RanksFound,
  type RliableFound,
} from "./anchor-figures.js";
import { writePage } from "./write-page.js";
import { say } from "./progress.js";
import { PROJECT } from "./project.js";
import { providePython, runPython, type Venv } from "./python.js";

/**
 * Draws what other libraries make of the runs in docs/gallery.md, and sets their figures beside ours. `--write` keeps the
 * pictures in docs/pictures/anchors and the tables in the page; else the pictures are in `.cache/anchors`.
 */
const VENV: Venv = {
  name: "bench-anchors-venv",
  requirements: "requirements-anchors.txt",
  packages: "DABEST, rliable, scikit-posthocs and Optuna",
};

const { write = false } = parseArgs({ options: { write: { type: "boolean" } } }).values;
const pictures = join(PROJECT, write ? "docs/pictures/anchors" : ".cache/anchors");
mkdirSync(pictures, { recursive: true });
providePython(VENV);

const runs = await anchorRuns();
const folder = mkdtempSync(join(tmpdir(), "ceteris-anchors-"));
try {
  const tables = drawAll(runs);
  process.stdout.write(Object.values(tables).join("\n"));
  if (write) writePage("gallery.md", tables);
} finally {
  rmSync(folder, { recursive: true });
}

/** The selections that docs/gallery.md makes. */
async function anchorRuns(): Promise<AnchorRuns> {
  const index = new Index(join(PROJECT, "test/fixtures/digits-exman/root"));
  const grid = filterWhere(await index.info(), "lr in [0.003, 0.03, 0.3]");
  const deep = filterWhere(grid, "hidden == [64, 32]");
  return { grid, deep, one: filterWhere(deep, "lr == 0.03") };
}

function drawAll(all: AnchorRuns): Record<string, string> {
  const files = Object.fromEntries(
    Object.entries(all).map(([name, table]) => {
      const file = join(folder, `${name}.csv`);
      writeFileSync(file, toCSV(table));
      return [name, file];
    }),
  ) as Record<keyof AnchorRuns, string>;
  const ask = (program: string, ...args: readonly string[]): unknown => {
    say(program);
    return JSON.parse(runPython(program, args, VENV).trim().split("\n").at(-1)!);
  };
  return {
    "bench:dabest": dabestFigures(
      all,
      ask("anchor_estimation.py", files.one, pictures) as DabestFound,
    ),
    "bench:rliable": rliableFigures(
      all,
      ask("anchor_tasks.py", files.grid, pictures, String(THRESHOLD)) as RliableFound,
    ),
    "bench:scikit-posthocs": scikitPosthocsFigures(
      all,
      ask("anchor_ranks.py", files.deep, pictures) as RanksFound,
    ),
    "bench:optuna": optunaFigures(
      all,
      ask("anchor_params.py", files.deep, files.grid, pictures) as OptunaFound,
    ),
  };
}
