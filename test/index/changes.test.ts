import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { type Generator, seededGenerator } from "../../src/stats/generator.js";
import {
  addRows,
  addRun,
  addRuns,
  makeRoot,
  paramsText,
  range,
  runName,
} from "../tools/many-runs.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";
import { everythingOf, uncached } from "./everything.js";
import { settle, settledRoots } from "./settled-root.js";

type Change = (root: string, id: number) => void;

const runOf = (root: string, id: number): string => join(root, "runs", runName(id));
const linkOf = (root: string, id: number): string => join(root, "index", `${runName(id)}.yaml`);

/** Replaces a file as programs do that write beside it first. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

/** What can happen to a run between two loads. */
const CHANGES: Readonly<Record<string, Change>> = {
  "rows are appended": (root, id) => addRows(runOf(root, id), id, 9, 3),
  "a torn row is appended": (root, id) =>
    appendFileSync(join(runOf(root, id), "statistics.jsonl"), '{"step": 77, "lo'),
  "a torn row is made whole": (root, id) =>
    appendFileSync(join(runOf(root, id), "statistics.jsonl"), 'ss": 1}\n'),
  "rows are written anew": (root, id) =>
    writeFileSync(join(runOf(root, id), "statistics.jsonl"), '{"step": 0, "other": 5}\n'),
  "rows are written anew, and more of them": (root, id) =>
    writeFileSync(join(runOf(root, id), "statistics.jsonl"), '{"step": 0, "anew": 5}\n'.repeat(40)),
  "statistics are taken away": (root, id) =>
    rmSync(join(runOf(root, id), "statistics.jsonl"), { force: true }),
  "a second attempt begins": (root, id) =>
    appendFileSync(join(runOf(root, id), "statistics.2.jsonl"), '{"step": 1, "loss": 99}\n'),
  "final values come": (root, id) =>
    writeFileSync(join(runOf(root, id), "results.json"), '{"test_accuracy": 0.9}'),
  "params are edited in place": (root, id) =>
    writeFileSync(join(runOf(root, id), "params.yaml"), paramsText(id, 7)),
  "params are replaced by others as long, with the same time": (root, id) => {
    const path = join(runOf(root, id), "params.yaml");
    const time = new Date(2026, 1, 1);
    utimesSync(path, time, time);
    replace(path, readFileSync(path, "utf8").replace("optimizer", "optimiser"));
    utimesSync(path, time, time);
  },
  "params are damaged": (root, id) => writeFileSync(join(runOf(root, id), "params.yaml"), "a: [1,"),
  "params are emptied": (root, id) => writeFileSync(join(runOf(root, id), "params.yaml"), ""),
  "a traceback appears": (root, id) =>
    writeFileSync(join(runOf(root, id), "traceback.txt"), "KeyboardInterrupt"),
  "a run.json appears": (root, id) =>
    replace(
      join(runOf(root, id), "run.json"),
      '{"schema": 1, "status": "failed", "attempts": [{"started": "2026-11-21T10:00:00Z", "status": "failed"}]}',
    ),
  "the run fails": (root, id) => {
    renameSync(runOf(root, id), join(root, "fails", runName(id)));
    unlinkSync(linkOf(root, id));
  },
  "the run is hidden": (root, id) => unlinkSync(linkOf(root, id)),
  "the run is deleted with its link": (root, id) => {
    unlinkSync(linkOf(root, id));
    rmSync(runOf(root, id), { recursive: true });
  },
  "the run is deleted without its link": (root, id) => rmSync(runOf(root, id), { recursive: true }),
  "the run is written anew under its name": (root, id) => {
    rmSync(runOf(root, id), { recursive: true });
    unlinkSync(linkOf(root, id));
    addRun(root, id, 1);
  },
  "its link leads to another run": (root, id) => {
    unlinkSync(linkOf(root, id));
    symlinkSync(`../runs/${runName(1)}/params.yaml`, linkOf(root, id));
  },
  "its link leads out of the root": (root, id) => {
    unlinkSync(linkOf(root, id));
    symlinkSync("/etc/hostname", linkOf(root, id));
  },
  "its link is a link to the directory": (root, id) => {
    unlinkSync(linkOf(root, id));
    symlinkSync(`../runs/${runName(id)}`, linkOf(root, id));
  },
  "another name links to it": (root, id) =>
    symlinkSync(`../runs/${runName(id)}/params.yaml`, join(root, "index", `again-${id}.yaml`)),
  "two runs change places": (root, id) => {
    const [one, other] = [runOf(root, id), runOf(root, 1)];
    renameSync(one, `${one}-aside`);
    renameSync(other, one);
    renameSync(`${one}-aside`, other);
  },
  "the run is moved out of the root, and a link is there instead": (root, id) => {
    const moved = join(root, "..", `moved-${id}`);
    renameSync(runOf(root, id), moved);
    symlinkSync(moved, runOf(root, id));
  },
  "a folder is made in it": (root, id) => mkdirSync(join(runOf(root, id), "checkpoints")),
};

const newRoot = settledRoots(Object.keys(CHANGES).length);
const folder = newFolder();
afterAll(() => removeFolder(folder));

describe.concurrent("a load after changes equals one without a cache", () => {
  it.each(Object.keys(CHANGES))("where %s", { timeout: 60_000 }, async (name) => {
    const root = newRoot();
    const index = new Index(root);
    await index.info();
    for (const id of [5, 70]) CHANGES[name]!(root, id);
    const expected = await uncached(root);
    expect(await everythingOf(index)).toEqual(expected);
    expect(await everythingOf(new Index(root))).toEqual(expected);
    await settle();
    expect(await everythingOf(index)).toEqual(expected);
    expect(await everythingOf(new Index(root))).toEqual(expected);
  });

  it.each(range(1, 4))(
    "whatever happens, in any order (seed %i)",
    { timeout: 120_000 },
    async (seed) => {
      const root = makeRoot(join(folder, String(seed), "exman"));
      addRuns(root, range(1, 70));
      const random = seededGenerator(seed);
      const index = new Index(root);
      for (const round of range(1, 8)) {
        const changes = range(0, 5).map(() => changeAny(root, random));
        addRuns(root, range(70 * round + 1, random.int(2) * 70));
        const expected = await uncached(root);
        const what = `round ${round}: ${changes.join("; ")}`;
        expect({ what, ...(await everythingOf(index)) }).toEqual({ what, ...expected });
        expect({ what, ...(await everythingOf(new Index(root))) }).toEqual({ what, ...expected });
        if (random.int(2) === 0) await settle();
      }
    },
  );
});

/** Makes any change to any run; one that cannot be made any more is nothing. */
function changeAny(root: string, random: Generator): string {
  const names = Object.keys(CHANGES);
  const name = names[random.int(names.length)]!;
  const id = 1 + random.int(70);
  try {
    CHANGES[name]!(root, id);
    return `${name} (${id})`;
  } catch {
    return "nothing";
  }
}
