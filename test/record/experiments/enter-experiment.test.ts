import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import {
  enterExperiment,
  type TrialFacts,
} from "../../../src/record/experiments/enter-experiment.js";
import { createRoot } from "../../../src/store/create-root.js";
import type { RootLayout } from "../../../src/store/layout.js";
import { built } from "../../tools/built.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";
import { athena, code, line } from "./trial-facts.js";

built(); // which the program imports
let layout: RootLayout;
beforeEach(() => {
  layout = createRoot(join(temporaryFolder(), "exman"));
});

/** Enters one after the other; of the last, its version and the conflicts that it starts one with. */
function enter(...trials: readonly TrialFacts[]): [version: number, conflicts: string[]] {
  const entered = trials.map((trial) => enterExperiment(layout, trial)).at(-1)!;
  return [entered.version, entered.conflicts.map(({ message }) => message)];
}

const LINE = "python main.py --lr~ --momentum~ --epochs 100";

describe("an experiment", () => {
  it("is kept as Athena has it", () => {
    expect(enterExperiment(layout, athena())).toEqual({
      name: "lenet-mnist",
      id: 0,
      version: 1,
      conflicts: [],
      isNew: true,
    });
    const file: unknown = JSON.parse(
      readFileSync(join(layout.experiments, "lenet-mnist.json"), "utf8"),
    );
    expect(file).toEqual({
      schema: 1,
      id: 0,
      name: "lenet-mnist",
      versions: [
        {
          version: 1,
          params: ["lr", "momentum"],
          config: { epochs: 100 },
          command: ["python", "main.py", "--lr~", "--momentum~", "--epochs", "100"],
          metadata: {
            username: "bouthilx",
            timestamp: "2026-11-21T10:00:00",
            VCS: {
              is_dirty: false,
              HEAD_sha: "14deae9".padEnd(40, "0"),
              active_branch: "master",
              diff_sha: null,
            },
          },
          conflicts: [],
        },
      ],
      adapters: [],
    });
  });

  it("has the next id, and the name that it was given, of up to 200 characters", () => {
    const [a, b] = ["a", "b"].map((end) => "n".repeat(199) + end) as [string, string];
    const names = ["lenet-mnist", a, b];
    const entered = names.map((name) => enterExperiment(layout, athena({ name })));
    expect(entered.map(({ name, id }) => [name, id])).toEqual(names.map((name, id) => [name, id]));
    expect(readdirSync(layout.experiments)).toEqual(["lenet-mnist.json", `${a}.json`, `${b}.json`]);
  });

  it.each([
    ["a/b", "a-b"],
    ["../x", "x"],
    [".hidden", "hidden"],
    ["../", "lenet-mnist"],
    ["n".repeat(201), "n".repeat(200)],
    ["é".repeat(101), "é".repeat(100)],
  ])("is refused the name %s, with one that would do", (name, better) => {
    expect(() => enterExperiment(layout, athena({ name }))).toThrow(`give one such as ${better}.`);
    expect(existsSync(layout.experiments)).toBe(false);
  });
});

describe("a conflict starts a version, and is told in a line", () => {
  it.each<[string, TrialFacts, TrialFacts, string]>([
    [
      "a new hyperparameter",
      line("python main.py --lr~ --epochs 100", ["lr"]),
      athena(),
      "new hyperparameter: momentum",
    ],
    [
      "a missing hyperparameter",
      athena(),
      line("python main.py --lr~ --epochs 100", ["lr"]),
      "missing hyperparameter: momentum",
    ],
    [
      "a commit",
      athena(),
      athena({ vcs: code("2c1f5aa") }),
      "code change: commit 14deae9 became 2c1f5aa",
    ],
    [
      "uncommitted changes",
      athena({
        vcs: code("14deae9", "616230d"),
        code: { uncommitted: { "a.py": "1", "b.py": "1" } },
      }),
      athena({
        vcs: code("14deae9", "f746433"),
        code: { uncommitted: { "a.py": "1", "b.py": "2", "c.py": "1" } },
      }),
      "code change: other uncommitted changes (b.py and c.py)",
    ],
    [
      "options of the command line",
      line(`${LINE} --augment`),
      line("python main.py --lr~ --momentum~ --epochs 200 --batch-size=32"),
      "command line change: --epochs 100 became --epochs 200, --augment is gone and --batch-size 32 is new",
    ],
    [
      "another script",
      athena(),
      line(LINE.replace("main.py", "train.py")),
      "command line change: python main.py became python train.py",
    ],
    [
      "the script's config file",
      athena({ scriptConfig: { path: "conf.yaml", sha256: "616230d868594673" } }),
      athena({ scriptConfig: { path: "conf.yaml", sha256: "bd53c19ac19e7c3c" } }),
      "script config change: conf.yaml",
    ],
    [
      "a prior",
      athena({ priors: { lr: "loguniform(1e-5, 1)", momentum: "uniform(0, 1)" } }),
      athena({ priors: { lr: "uniform(0, 1)", momentum: "uniform(0, 1)" } }),
      "prior change: that of lr, loguniform(1e-5, 1), became uniform(0, 1)",
    ],
    [
      "the algorithm",
      athena({ algorithm: "tpe" }),
      athena({ algorithm: "random" }),
      "algorithm change: tpe became random",
    ],
  ])("%s", (_what, first, second, message) => {
    expect(enter(first, second)).toEqual([2, [message]]);
  });

  it("one line for each of several", () => {
    const [version, messages] = enter(
      line("python main.py --lr~ --epochs 100", ["lr"]),
      athena({ vcs: code("2c1f5aa"), command: `${LINE} --augment`.split(" ") }),
    );
    expect(version).toBe(2);
    expect(messages.map((message) => message.split(":")[0])).toEqual([
      "new hyperparameter",
      "code change",
      "command line change",
    ]);
  });
});

describe("a run agrees", () => {
  it.each<[string, TrialFacts, TrialFacts]>([
    [
      "that gives its options in another order",
      athena(),
      line("python main.py --epochs=100 --momentum~ --lr~"),
    ],
    ["that has another seed", line(`${LINE} --seed 1 data`), line(`${LINE} --seed 2 data`)],
    ["that has a seed at all", athena(), line(`${LINE} --random-seed=2`)],
    [
      "that marks its hyperparameters otherwise",
      athena(),
      line("python main.py --lr=~ momentum~ --epochs 100"),
    ],
    [
      "with code outside of a repository",
      { ...athena(), vcs: undefined! },
      { ...athena(), vcs: undefined! },
    ],
    ["whose repository could not be read", athena(), { ...athena(), vcs: undefined! }],
    [
      "that says nothing of priors and algorithm",
      athena({ priors: { lr: "u(0, 1)" }, algorithm: "tpe" }),
      athena(),
    ],
  ])("%s", (_what, first, second) => {
    expect(enter(first, second)).toEqual([1, []]);
  });

  it("with an earlier version, the newest such", () => {
    const dirty = athena({ vcs: code("14deae9", "616230d") });
    expect(enter(athena(), dirty, athena({ vcs: code("2c1f5aa") }))[0]).toBe(3);
    expect(enter(athena())).toEqual([1, []]);
    expect(enter(dirty)).toEqual([2, []]);
    expect(enter({ ...athena(), vcs: undefined! })).toEqual([3, []]);
  });
});

describe("a run that goes on", () => {
  it("stays in its version where it can, and tells what it differs from that in where it cannot", () => {
    const [first, second] = [athena(), athena({ vcs: code("2c1f5aa") })];
    enter(first, second);
    const goOn = (facts: TrialFacts, own: number): unknown[] => {
      const { version, conflicts } = enterExperiment(layout, facts, { own });
      return [version, conflicts.map(({ message }) => message)];
    };
    // A new run of unknown code is one of the newest version.
    expect(goOn({ ...athena(), vcs: undefined! }, 1)).toEqual([1, []]);
    expect(goOn(second, 1)).toEqual([2, ["code change: commit 14deae9 became 2c1f5aa"]]);
    expect(goOn(athena({ vcs: code("77aa001") }), 1)).toEqual([
      3,
      ["code change: commit 14deae9 became 77aa001"],
    ]);
    expect(() => enterExperiment(layout, second, { own: 1, strict: true })).toThrow(
      "The run is a trial of version 1 of lenet-mnist no more (since version 1: code change: commit 14deae9 became 2c1f5aa); resume it as it was, or leave --strict out.",
    );
  });
});

describe("strict", () => {
  it("refuses a version, and leaves the experiment as it is", () => {
    const file = join(layout.experiments, "lenet-mnist.json");
    enterExperiment(layout, athena(), { strict: true });
    const before = readFileSync(file, "utf8");
    expect(() =>
      enterExperiment(layout, athena({ vcs: code("2c1f5aa") }), { strict: true }),
    ).toThrow(
      expect.objectContaining({
        code: "EXPERIMENT",
        message:
          "The run agrees with no version of lenet-mnist (since version 1: code change: commit 14deae9 became 2c1f5aa); run it as before, or leave --strict out to start version 2.",
      }) as Error,
    );
    expect(readFileSync(file, "utf8")).toBe(before);
  });
});

it("eight processes that start an experiment and its next version at once make one of each", async () => {
  const program = join(import.meta.dirname, "programs/enter.mjs");
  const run = (commit: string): Promise<string[]> =>
    Promise.all(
      Array.from({ length: 8 }, async () => {
        const facts = JSON.stringify(athena({ vcs: code(commit) }));
        return (await promisify(execFile)(process.execPath, [program, layout.root, facts])).stdout;
      }),
    );
  expect((await run("14deae9")).sort()).toEqual([
    ...Array.from({ length: 7 }, () => "1 false"),
    "1 true",
  ]);
  expect((await run("2c1f5aa")).sort()).toEqual([
    ...Array.from({ length: 7 }, () => "2 false"),
    "2 true",
  ]);
}, 60_000);

it.each(["--output=/tmp/victim", "main", "14deae9", "a".repeat(41)])(
  "a version whose commit git cannot have named is damaged: %s",
  (commit) => {
    enter(athena());
    const path = join(layout.experiments, "lenet-mnist.json");
    const text = readFileSync(path, "utf8");
    const name = (other: string): void =>
      writeFileSync(path, text.replace(athena().vcs!.HEAD_sha, other));
    name(commit);
    const changed = athena({ vcs: code("616230d") });
    expect(() => enter(changed)).toThrow("its version 1 is not what ceteris writes");
    name("a".repeat(64));
    expect(enter(changed)[0]).toBe(2);
  },
);

it.each([{ uncommitted: [] }, { uncommitted: {}, without_config: "616230d" }, "616230d"])(
  "a version whose code is no such facts is damaged: %j",
  (details) => {
    enter(athena());
    const path = join(layout.experiments, "lenet-mnist.json");
    const file = JSON.parse(readFileSync(path, "utf8")) as { versions: object[] };
    const versions = [{ ...file.versions[0], code: details }];
    writeFileSync(path, JSON.stringify({ ...file, versions }));
    expect(() => enter(athena())).toThrow("its version 1 is not what ceteris writes");
  },
);

it("a damaged file is left alone, and named", () => {
  mkdirSync(layout.experiments);
  writeFileSync(join(layout.experiments, "lenet-mnist.json"), '{ "schema": 1, "versions": ');
  expect(() => enterExperiment(layout, athena())).toThrow(
    /The experiment lenet-mnist cannot go on: .*lenet-mnist\.json is damaged: it is no JSON object; mend the file/,
  );
  expect(readFileSync(join(layout.experiments, "lenet-mnist.json"), "utf8")).toContain(
    '"versions": ',
  );
});
