import { readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Index } from "ceteris";
import { makeRoot, type MadeRoot } from "./make-root.js";
import { measure } from "./measure.js";
import { peakMemory } from "./peak-memory.js";
import { pythonInfo } from "./python-info.js";

/** A line of the table that is printed. */
interface Row {
  readonly what: string;
  readonly against: string;
  readonly figure: string;
  readonly bound: string;
  readonly inside: string;
}

const STEPS = 100;
const REPEATS = 5;

const isLarge = process.argv.includes("--large");
const sizes = [1000, 10_000, ...(isLarge ? [100_000] : [])];
const rows: Row[] = [];
for (const runs of sizes) {
  await withRoot(runs, 0, async (made) => rows.push(...(await paramsRows(runs, made))));
  if (runs <= 10_000)
    await withRoot(runs, STEPS, async (made) => rows.push(...(await statisticsRows(runs, made))));
}
process.stdout.write(markdown(rows));
process.stdout.write(
  `\n${availableParallelism()} cores, Node ${process.version}; medians of ${REPEATS} rounds, warm file system\n`,
);
if (rows.some(({ inside }) => inside === "no")) process.exitCode = 1;

async function withRoot(
  runs: number,
  steps: number,
  use: (made: MadeRoot) => Promise<unknown>,
): Promise<void> {
  process.stderr.write(`${runs} runs, ${steps} steps each\n`);
  const made = makeRoot(runs, steps);
  try {
    await use(made);
  } finally {
    rmSync(made.root, { recursive: true });
  }
}

async function paramsRows(runs: number, made: MadeRoot): Promise<Row[]> {
  const time = await measure(REPEATS, {
    info: () => info(made.root, runs),
    read: () => made.paramsFiles.map((path) => readFileSync(path, "utf8").length),
  });
  const what = `info() of ${runs} runs, params only`;
  const first = atMost(what, "readFileSync of params.yaml", time.info / time.read, 3);
  if (runs > 10_000) return [first];
  const speedup = pythonInfo(made.root, runs) / time.info;
  return [first, atLeast(what, "Python's exman.Index.info()", speedup, 50)];
}

async function statisticsRows(runs: number, made: MadeRoot): Promise<Row[]> {
  const time = await measure(REPEATS, {
    info: () => info(made.root, runs),
    read: () => made.statisticsFiles.map(parseEveryLine),
  });
  const what = `info() of ${runs} runs with ${STEPS} steps of 2 statistics`;
  const perRow = peakMemory(made.root) / (runs * STEPS);
  return [
    atMost(what, "readFileSync and JSON.parse of every line", time.info / time.read, 1.5),
    {
      what,
      against: "peak memory above the empty process, a row",
      figure: `${Math.round(perRow)} bytes`,
      bound: "200 bytes",
      inside: runs < 10_000 ? "-" : perRow <= 200 ? "yes" : "no",
    },
  ];
}

async function info(root: string, runs: number): Promise<void> {
  const table = await new Index(root).info();
  if (table.numRows() !== runs) throw new Error(`${table.numRows()} of ${runs} runs`);
}

function parseEveryLine(path: string): unknown[] {
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line): unknown => JSON.parse(line));
}

function atMost(what: string, against: string, ratio: number, bound: number): Row {
  const inside = ratio <= bound ? "yes" : "no";
  return { what, against, figure: `${ratio.toFixed(2)} x`, bound: `at most ${bound} x`, inside };
}

function atLeast(what: string, against: string, ratio: number, bound: number): Row {
  const inside = ratio >= bound ? "yes" : "no";
  return { what, against, figure: `${ratio.toFixed(0)} x faster`, bound: `${bound} x`, inside };
}

function markdown(table: readonly Row[]): string {
  const lines = table.map(({ what, against, figure, bound, inside }) =>
    [what, against, figure, bound, inside].join(" | "),
  );
  return ["what | against | figure | bound | inside", "--- | --- | --- | --- | ---", ...lines]
    .map((line) => `| ${line} |\n`)
    .join("");
}
