import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { runFile } from "../store/run-folder.js";
import { addRun, addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { CACHE, PYTHON } from "../tools/project.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** An index of five runs, the first three marked best. */
async function indexOfRuns(): Promise<Index> {
  const root = makeRoot(join(temporaryFolder(), "exman"));
  addRuns(root, range(1, 5));
  const index = new Index(root);
  await index.mark("best", [1, 2, 3]);
  return index;
}

async function idsOf(index: Index, mark?: string): Promise<unknown[]> {
  return Array.from((await index.info(mark)).array("id") as ArrayLike<unknown>);
}

function runError(message: RegExp): unknown {
  return expect.objectContaining({ code: "RUN", message: expect.stringMatching(message) });
}

describe("delete", () => {
  it("hides runs from the table, not from their marks, and restore shows them again", async () => {
    const index = await indexOfRuns();
    const names = { deleted: [runName(1), runName(5)], hidden: [] };
    expect(await index.delete([1, "000005", 1])).toEqual(names);
    expect(await idsOf(index)).toEqual([2, 3, 4]);
    expect(await idsOf(index, "best")).toEqual([1, 2, 3]);
    expect(index.problems).toEqual([]);
    expect(await index.delete([1])).toEqual({ deleted: [], hidden: [runName(1)] });
    expect(await index.restore([1, 5])).toEqual([runName(1), runName(5)]);
    expect(await idsOf(index)).toEqual([1, 2, 3, 4, 5]);
  });

  it("moves all of a run to the trash, so that nothing dangles, and restore brings it back", async () => {
    const index = await indexOfRuns();
    expect(await index.delete([2, 4], { all: true })).toEqual({
      deleted: [runName(2), runName(4)],
      hidden: [],
    });
    expect(await idsOf(index)).toEqual([1, 3, 5]);
    expect(await idsOf(index, "best")).toEqual([1, 3]);
    expect(index.problems).toEqual([]);
    const hint = /^Run 2 is in the trash; ceteris restore 2 brings it back\.$/;
    await expect(index.run(2)).rejects.toThrow(runError(hint));
    await expect(index.mark("best", ["000002"])).rejects.toThrow("ceteris restore 000002 brings");
    await expect(index.run("")).rejects.toThrow(runError(/"" stands for no run/));
    await expect(index.run(7)).rejects.toThrow(runError(/There is no run 7 in/));
    expect((await index.trash()).map(({ marks }) => marks)).toEqual([["best"], []]);
    await index.restore([2]);
    expect(await idsOf(index, "best")).toEqual([1, 2, 3]);
    expect((await index.run(2)).params["seed"]).toBe(2);
    await index.emptyTrash();
    await expect(index.restore([4])).rejects.toThrow(
      runError(/is hidden, and none is in its trash/),
    );
  });

  it("deletes failed and temporary runs, hidden ones, and links to runs on other disks", async () => {
    const index = await indexOfRuns();
    for (const [id, folder] of [
      [4, "fails"],
      [5, "tmp"],
    ] as const) {
      renameSync(join(index.root, "runs", runName(id)), join(index.root, folder, runName(id)));
      rmSync(join(index.root, "index", `${runName(id)}.yaml`));
    }
    await index.delete([3]);
    const outside = join(index.root, "../elsewhere");
    mkdirSync(outside);
    symlinkSync(outside, join(index.root, "runs", runName(6)));
    expect(await index.delete([4, 5, 6])).toMatchObject({ deleted: [] });
    await index.delete([3, 4, 5, 6], { all: true });
    expect(readdirSync(join(index.root, "runs"))).toEqual([runName(1), runName(2)]);
    expect(existsSync(outside)).toBe(true);
    await index.restore([3, 4, 5, 6]);
    expect(await idsOf(index)).toEqual([1, 2]); // those that a link in index/ showed before
    expect((await index.info(undefined, { failed: true, tmp: true })).numRows()).toBe(4);
  });

  it("deletes all runs or none: one that is not there, or is running, leaves the root as it is", async () => {
    const index = await indexOfRuns();
    const running = { status: "running", host: hostname(), pid: process.pid };
    const path = join(addRun(index.root, 6), "run.json");
    writeFileSync(path, runFile(running));
    await expect(index.delete([1, 77])).rejects.toThrow(runError(/There is no run 77 in/));
    await expect(index.delete([1, 6], { all: true })).rejects.toThrow(
      runError(/^000006-.* is running \(process \d+ on .*\), so that nothing is deleted; end it/),
    );
    expect(await idsOf(index)).toEqual([1, 2, 3, 4, 5, 6]);

    const gone = execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" });
    writeFileSync(path, runFile({ ...running, pid: Number(gone) }));
    await index.delete([6], { all: true }); // lost: its process has ended
    expect(await idsOf(index)).toEqual([1, 2, 3, 4, 5]);
  });

  it("is refused with a sentence for what is no list of runs, and for options that are none", async () => {
    const index = await indexOfRuns();
    await expect(index.delete(1 as never)).rejects.toThrow(
      /The first argument of delete is 1; give a/,
    );
    await expect(index.delete([1], { al: true } as never)).rejects.toThrow(
      /no option al of delete; did you mean all/,
    );
  });
});

describe("restore", () => {
  it("gives no run an id that another has by now", async () => {
    const index = await indexOfRuns();
    await index.delete([5], { all: true });
    const other = `${runName(5)}-other`;
    mkdirSync(join(index.root, "runs", other)); // as Python's exman would name its next run
    await expect(index.restore([runName(5)])).rejects.toThrow(
      runError(/^000005-.* cannot be restored: 000005-.*-other has its id by now; delete that/),
    );
    expect(await index.trash()).toHaveLength(1);
  });

  it("names what could be meant", async () => {
    const index = await indexOfRuns();
    await index.delete([2], { all: true });
    await index.delete([4]);
    await expect(index.restore([1])).rejects.toThrow(
      runError(
        /no run 1 among those in .* that are hidden or in the trash; ids here go from 2 to 4/,
      ),
    );
    expect(await idsOf(index)).toEqual([1, 3, 5]);
  });
});

/** Python's exman 0.1.9, its command line and its table, in one process. */
function exman(root: string, steps: readonly (readonly string[])[]): unknown[] {
  const script = `
import exman, io, json, os, runpy, sys, contextlib
root, program, steps = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
os.chdir(root)
answers = []
for name, *words in steps:
    if name == "info":
        answers.append(exman.Index(root).info(words[0] if words else None)["id"].tolist())
        continue
    sys.argv = [program, name, *words]
    errors = io.StringIO()
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
        try:
            runpy.run_path(program, run_name="__main__")
        except SystemExit as end:
            answers.append([end.code, errors.getvalue()])
print(json.dumps(answers))
`;
  const program = join(CACHE, "venv/bin/exman");
  const args = ["-W", "ignore", "-c", script, root, program, JSON.stringify(steps)];
  return JSON.parse(execFileSync(PYTHON, args, { encoding: "utf8" })) as unknown[];
}

describe("Python's exman on the same root", () => {
  it("sees what we marked, hid, deleted and restored, and we see what it did", async () => {
    const index = await indexOfRuns();
    addRun(index.root, 6);
    await index.delete([1, 5]);
    await index.restore([5]);
    await index.delete([3], { all: true });
    await index.delete([2, 6], { all: true });
    await index.restore([2]);
    const answers = exman(index.root, [
      ["info"],
      ["info", "best"],
      ["mark", "paper/theirs", "2", "4", "99"],
      ["delete", "4", "3"],
      ["delete", "--all", "2"],
      ["info"],
    ]);
    expect(answers).toEqual([
      [2, 4, 5],
      [1, 2],
      [0, "warning: runs {99} were not found\n"],
      [0, "warning: runs {3} were not found\n"],
      [0, ""],
      [5],
    ]);
    expect(await idsOf(index)).toEqual([5]);
    // exman leaves the links of its marks where they were: what they led to is told, and what is hidden is there.
    expect(await idsOf(index, "paper/theirs")).toEqual([4]);
    expect(index.problems).toMatchObject([{ kind: "dangling-link" }]);
    await index.restore([4]);
    expect(await idsOf(index)).toEqual([4, 5]);
  });
});
