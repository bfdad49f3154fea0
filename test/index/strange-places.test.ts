import { mkdirSync, rmdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { RunReader } from "../../src/store/run-reader.js";
import { addRun, addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

describe("a root", () => {
  it("has its name in what is told of its damage, whatever characters that has", async () => {
    const root = makeRoot(join(temporaryFolder(), "a$&b$$c$`d"));
    writeFileSync(join(addRun(root, 1), "params.yaml"), "[oops\n");
    const index = new Index(root);
    await index.info();
    const path = join(root, "runs", runName(1), "params.yaml");
    expect(index.problems).toMatchObject([{ path, kind: "invalid-yaml" }]);
  });

  it.each<[string, (path: string) => void]>([
    ["a file", (path) => writeFileSync(path, "")],
    ["a link to itself", (path) => symlinkSync("tmp", path)],
  ])("is read where %s is in the place of tmp/", async (_, make) => {
    const root = makeRoot(join(temporaryFolder(), "exman"));
    addRuns(root, range(1, 3));
    rmdirSync(join(root, "tmp"));
    make(join(root, "tmp"));
    const index = new Index(root, { cache: false });
    expect((await index.info(undefined, { failed: true, tmp: true })).numRows()).toBe(3);
    expect(index.problems).toMatchObject([{ path: join(root, "tmp"), kind: "unreadable" }]);
    const { params, problems } = await index.run(2);
    expect(params["seed"]).toBe(2);
    expect(problems).toMatchObject([{ path: join(root, "tmp"), kind: "unreadable" }]);
    await index.mark("best", [1, 2]);
    await expect(index.run(7)).rejects.toMatchObject({ code: "RUN" });
  });
});

describe("one run", () => {
  it("that is deleted while it is read is a sentence", async () => {
    const root = makeRoot(join(temporaryFolder(), "exman"));
    const directory = addRun(root, 1);
    const read = Reflect.get<RunReader, "read">(RunReader.prototype, "read");
    onTestFinished(() => void Reflect.set(RunReader.prototype, "read", read));
    RunReader.prototype.read = function (...given) {
      rmSync(directory, { recursive: true }); // between the search and the reading
      return read.apply(this, given);
    };
    await expect(new Index(root).run(1)).rejects.toMatchObject({
      code: "RUN",
      message: expect.stringContaining(`${directory} was moved or deleted`) as string,
    });
  });
});

describe("several marks", () => {
  it("give a run that bears them once, and what is wrong with it once", async () => {
    const root = makeRoot(join(temporaryFolder(), "exman"));
    addRuns(root, range(1, 3));
    mkdirSync(join(root, "runs", "no-run"));
    writeFileSync(join(root, "runs", "no-run", "params.yaml"), "lr: 1\n");
    mkdirSync(join(root, "marked", "paper", "figure-1"), { recursive: true });
    mkdirSync(join(root, "marked", "best"));
    for (const name of [runName(1), "no-run", runName(9)]) {
      symlinkSync(`../../runs/${name}`, join(root, "marked", "best", name));
      symlinkSync(`../../../runs/${name}`, join(root, "marked", "paper", "figure-1", name));
    }
    unlinkSync(join(root, "marked", "best", runName(9)));
    const index = new Index(root);
    const runs = await index.info(["best", "paper", "paper/figure-1"]);
    expect(runs.array("id")).toEqual([1]);
    expect(index.problems).toMatchObject([
      { path: join(root, "marked", "paper", "figure-1", runName(9)), kind: "dangling-link" },
      { path: join(root, "runs", "no-run"), kind: "not-a-run" },
    ]);
  });
});
