import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { PROGRAM } from "./run-ceteris.js";

const KILLS = 30;
const AT_ONCE = 3;
/** Prints its number, then lines until it cannot. */
const SCRIPT = 'echo "$$"; n=0; while :; do n=$((n+1)); echo "step $n loss: 0.5"; sleep 0.01; done';

/** Kills the recorder, or its command, at a moment of its own. */
async function killOne(cwd: string, count: number): Promise<number | null> {
  const words = ["run", "-q", "--scalars", "sh", "-c", SCRIPT];
  const recorder = spawn(process.execPath, [PROGRAM, ...words], { cwd });
  const closed = once(recorder, "close");
  const moment = sleep((count * 37) % 300);
  if (count % 2 === 0) {
    await moment; // perhaps before there is a run
    recorder.kill("SIGKILL");
    await closed;
    return null;
  }
  const [first] = (await once(recorder.stdout, "data")) as [Buffer];
  recorder.stdout.resume();
  await moment;
  process.kill(Number(first.toString().split("\n")[0]), "SIGKILL");
  expect(await closed).toEqual([null, "SIGKILL"]);
  return count;
}

it("a recorder or a command that is killed at any moment leaves runs that load", async () => {
  const cwd = temporaryFolder();
  const root = join(cwd, "exman");
  for (const name of ["runs", "index"]) mkdirSync(join(root, name), { recursive: true });
  const counts = Array.from({ length: KILLS }, (_, count) => count);
  const work = async (): Promise<void> => {
    for (let count = counts.shift(); count !== undefined; count = counts.shift())
      await killOne(cwd, count);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const index = new Index(root, { cache: false });
  const runs = await index.info();
  const names = readdirSync(join(root, "runs")).filter((name) => !name.startsWith("."));
  expect(index.problems).toEqual([]);
  expect(runs.numRows()).toBe(names.length);
  expect(new Set(names.map((name) => Number(name.slice(0, 6)))).size).toBe(names.length);
  const statuses = (runs.array("status") as string[]).toSorted();
  expect(statuses.filter((status) => status === "interrupted")).toHaveLength(KILLS / 2);
  expect(statuses.every((status) => status === "interrupted" || status === "lost")).toBe(true);
  for (const name of names) {
    const log = join(root, "runs", name, "log.txt");
    if (!existsSync(log)) continue;
    expect(readFileSync(log, "utf8")).toMatch(/^(?:\d+\n(?:step \d+ loss: 0\.5\n)*)?$/);
  }
}, 60_000);
