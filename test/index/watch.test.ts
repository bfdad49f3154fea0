import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { ColumnTable } from "arquero";
import { expect, onTestFinished, test } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { startRun } from "../../src/record/start-run.js";
import { addRows, addRun, makeRoot, range } from "../tools/many-runs.js";
import { built } from "../tools/built.js";
import { runProgram } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const LIBRARY = pathToFileURL(built("ceteris.js")).href;
const EVERY = 0.05;
/** Some looks fit into it; on a slow machine fewer. */
const WHILE_MS = 500;

interface Row {
  readonly id: number;
  readonly status: string;
  readonly seed: number;
  readonly loss: number | null;
}

function rowsOf(table: ColumnTable): Row[] {
  return table.objects() as Row[];
}

/** The next table of a watch. */
async function next(tables: AsyncGenerator<ColumnTable>): Promise<ColumnTable> {
  const { value, done } = await tables.next();
  expect(done).toBe(false);
  return value as ColumnTable;
}

/** A process that records runs, or does what a script says. */
function start(...args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

test(
  "fifty runs that another process records: each is seen, none twice, to its end",
  {
    timeout: 60_000,
  },
  async () => {
    const root = makeRoot(temporaryFolder());
    const program = join(import.meta.dirname, "programs", "write-few-runs.mjs");
    const ended = once(start(program, LIBRARY, root, "50", "3"), "exit");
    const stop = new AbortController();
    void ended.then(() => stop.abort());
    const tables: Row[][] = [];
    for await (const runs of new Index(root).watch({ every: EVERY, signal: stop.signal }))
      tables.push(rowsOf(runs));
    expect(tables.length).toBeGreaterThan(5);
    for (const [place, rows] of tables.entries()) {
      expect(rows.map(({ id }) => id)).toEqual(range(1, rows.length));
      expect(rows).not.toEqual(tables[place - 1]);
      expect(rows.length).toBeGreaterThanOrEqual(tables[place - 1]?.length ?? 0);
    }
    // Each run logs seed + 1, seed + 1/2 and seed + 1/3.
    expect(tables.at(-1)!.map(({ status, seed, loss }) => [status, seed, loss])).toEqual(
      range(1, 50).map((seed) => ["completed", seed, seed + 1 / 3]),
    );
  },
);

test("gives a table for a change, and only for one", { timeout: 30_000 }, async () => {
  const root = makeRoot(temporaryFolder());
  const directory = addRun(root, 1);
  const tables = new Index(root).watch({ every: EVERY });
  expect((await next(tables)).numRows()).toBe(1);

  const afterRows = next(tables);
  utimesSync(join(directory, "params.yaml"), new Date(), new Date());
  expect(await Promise.race([afterRows, sleep(WHILE_MS)])).toBeUndefined();
  addRows(directory, 1, 2, 1);
  const [grown] = rowsOf(await afterRows);
  expect(grown).toMatchObject({ id: 1, loss: 1 / 3 }); // step 2 of run 1, as addRows writes it

  const afterRun = next(tables);
  addRun(root, 2);
  expect((await afterRun).numRows()).toBe(2);

  rmSync(join(root, "index"), { recursive: true });
  makeRoot(root);
  expect((await next(tables)).numRows()).toBe(0);
});

test("statistics that grow without a new last value are a change", async () => {
  const root = makeRoot(temporaryFolder());
  const run = startRun({ root, params: { seed: 1 } });
  onTestFinished(() => run.interrupt());
  run.log({ loss: 1 }, { step: 0 });
  run.tick();
  const index = new Index(root);
  const tables = index.watch({ every: EVERY });
  await next(tables);
  const later = next(tables);
  run.log({ loss: 1 }, { step: 1 });
  run.tick();
  await later;
  expect((await index.statistics()).array("step")).toEqual([0, 1]);
});

test("a run whose process is killed becomes lost", { timeout: 30_000 }, async () => {
  const root = makeRoot(temporaryFolder());
  const script = `import { startRun } from ${JSON.stringify(LIBRARY)};
    startRun({ root: ${JSON.stringify(root)}, params: { seed: 1 } });
    console.log("started"); setInterval(() => {}, 1000);`;
  const child = start("--input-type=module", "--eval", script);
  await once(child.stdout!, "data");
  const tables = new Index(root).watch({ every: EVERY });
  expect((await next(tables)).array("status")).toEqual(["running"]);
  child.kill("SIGKILL");
  expect((await next(tables)).array("status")).toEqual(["lost"]);
});

test("takes the options of info, and ends after one table where the signal was aborted before", async () => {
  const root = makeRoot(temporaryFolder());
  addRun(root, 1, 5);
  const signal = AbortSignal.abort();
  const index = new Index(root);
  const tables: ColumnTable[] = [];
  for await (const table of index.watch({ statistics: { loss: ["max"] }, signal }))
    tables.push(table);
  expect(tables.map((table) => table.array("loss_max"))).toEqual([[1]]);
  await index.mark("best", [1]);
  addRun(root, 2);
  const marked = index.watch({ mark: "best", signal });
  expect((await next(marked)).array("id")).toEqual([1]);
});

test("break lets the process end", { timeout: 30_000 }, async () => {
  const root = makeRoot(temporaryFolder());
  addRun(root, 1);
  const script = `import { Index } from ${JSON.stringify(LIBRARY)};
    for await (const runs of new Index(${JSON.stringify(root)}).watch({ every: 3600 })) {
      console.log(runs.numRows());
      break;
    }`;
  const flags = ["--input-type=module", "--eval", script];
  expect(await runProgram(process.execPath, flags)).toEqual({ code: 0, stdout: "1\n", stderr: "" });
});

test("refuses what are no seconds, and options that do not exist", () => {
  const index = new Index(makeRoot(temporaryFolder()));
  expect(() => index.watch({ every: 0 })).toThrow(
    "The option every of watch is 0; give seconds, more than 0 and at most 86400 (a day).",
  );
  expect(() => index.watch({ evry: 1 } as object)).toThrow("did you mean every?");
});
