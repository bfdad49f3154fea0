import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExperimentFile } from "../../src/store/experiment-file.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, runCeteris, type Surroundings, widest } from "./run-ceteris.js";

/** A script in a repository of its own, which three versions of an experiment are run with. */
let folder: string;
let told: Answer[];

const SCRIPT = `
import argparse, json, os
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float)
parser.add_argument("--momentum", type=float, default=0.9)
parser.add_argument("--epochs", type=int)
args = parser.parse_args()
with open(os.environ["CETERIS_STATISTICS"], "a") as file:
    for step in range(args.epochs):
        file.write(json.dumps({"step": step, "training_accuracy": step * args.lr + args.momentum / 8}) + "\\n")
`;

beforeAll(() => {
  folder = newFolder();
  mkdirSync(join(folder, "code"));
  write(SCRIPT);
  git("init", "--quiet");
  git("add", "main.py");
  git("commit", "--quiet", "--message", "one");
  told = [trial("--lr~0.01"), trial("--lr~0.02", "--momentum~0.5")];
  write(`${SCRIPT}# changed\n`);
  git("commit", "--quiet", "--all", "--message", "two");
  told.push(trial("--lr~0.02", "--momentum~0.5"));
}, 60_000);

afterAll(() => removeFolder(folder));

function write(script: string): void {
  writeFileSync(join(folder, "code/main.py"), script);
}

function git(...args: readonly string[]): string {
  const who = ["-c", "user.name=you", "-c", "user.email=you@example.org"];
  return execFileSync("git", [...who, ...args], { cwd: join(folder, "code"), encoding: "utf8" });
}

function ceteris(...args: readonly string[]): Promise<Answer> {
  return callCeteris(...line(args));
}

/** As a process of its own, which ends as the command does that it runs. */
function program(...args: readonly string[]): Answer {
  return runCeteris(...line(args));
}

function line([verb, ...rest]: readonly string[]): [string[], Surroundings] {
  const words = [verb!, "--root", join(folder, "exman"), ...rest];
  return [words, { cwd: join(folder, "code"), env: { COLUMNS: "80" } }];
}

function trial(...words: readonly string[]): Answer {
  return program(
    "run",
    "-q",
    "-n",
    "lenet-mnist",
    "--",
    "python3",
    "main.py",
    ...words,
    "--epochs",
    "10",
  );
}

describe("a run that starts a version", () => {
  it("says why, in one line, and names the files", () => {
    const [one, two] = git("log", "--format=%H").trim().split("\n").toReversed();
    expect(told.map(({ err }) => err.replaceAll("\n", " ").trim())).toEqual([
      "",
      "the run starts version 2 of lenet-mnist; new hyperparameter: momentum",
      `the run starts version 3 of lenet-mnist; code change: commit ${one!.slice(0, 7)} became ${two!.slice(0, 7)} (main.py)`,
    ]);
    expect(told.map(({ exit }) => exit)).toEqual([0, 0, 0]);
  });

  it("does not run under --strict", async () => {
    const words = ["python3", "main.py", "--lr~0.01", "--epochs", "20"];
    const { exit, err } = program("run", "--strict", "-n", "lenet-mnist", "--", ...words);
    expect(exit).toBe(1);
    expect(err.replaceAll("\n", " ")).toContain(
      "no version of lenet-mnist (since version 3: missing hyperparameter: momentum; command",
    );
    expect(JSON.parse((await ceteris("ls", "--json")).out)).toHaveLength(3);
  });
});

describe("experiments", () => {
  it("lists them", async () => {
    const [head, row] = (await ceteris("experiments")).out.trim().split("\n");
    expect(head).toMatch(/^name +versions +trials +last +hyperparameters$/);
    expect(row).toMatch(/^lenet-mnist +3 +3 +\d{4}-[-\d:T]+ +lr, momentum$/);
    const [file] = JSON.parse((await ceteris("experiments", "--json")).out) as ExperimentFile[];
    expect(file).toEqual(
      JSON.parse(readFileSync(join(folder, "exman/experiments/lenet-mnist.json"), "utf8")),
    );
  });

  it("shows versions and adapters of one, states adapters, and load and compare heed them", async () => {
    const compared = async (): Promise<string> =>
      (await ceteris("compare", "training_accuracy ~ lr", "--ignore", "momentum")).out.replaceAll(
        /\s+/g,
        " ",
      );
    expect(await compared()).toContain("of which 1 and 2 differ (new hyperparameter momentum)");
    for (const args of [
      ["--default", "momentum=0.9"],
      ["--no-effect", "code"],
    ])
      expect((await ceteris("experiments", "lenet-mnist", ...args)).exit).toBe(0);
    const { out } = await ceteris("experiments", "lenet-mnist");
    expect(out).toMatch(
      /^version 3 {2}1 trial {2}.*\n {2}code change: commit .* \(main\.py\)\n\n/m,
    );
    expect(out).toMatch(
      /^version 2 {2}1 trial {2}.*\n {2}python3 main\.py --lr~ --momentum~ --epochs 10\n/m,
    );
    expect(out).toContain(
      "\nadapters\n  version 1 as 2: with momentum 0.9\n  version 2 as 3: the change of code has no effect\n",
    );
    expect(out).toContain("\ncomparable versions\n  1, 2 and 3 with each other\n");
    expect(widest(out)).toBeLessThanOrEqual(80);
    expect(JSON.parse((await ceteris("ls", "--json")).out)).toMatchObject([
      { lr: 0.01, momentum: 0.9, "experiment.version": 1 },
      { lr: 0.02, momentum: 0.5, "experiment.version": 2 },
      { lr: 0.02, momentum: 0.5, "experiment.version": 3 },
    ]);
    expect(await compared()).not.toMatch(/version|commit/);
  });

  it.each<[string[], number, RegExp]>([
    [["nothing"], 1, /There is no experiment nothing in /],
    [["lenet-mnist", "--default", "momentm=1"], 1, /did you mean momentum\?/],
    [
      ["lenet-mnist", "--default", "momentum"],
      2,
      /has no name and value; write --default momentum=0\.9/,
    ],
    [["lenet-mnist", "--no-effect", "cod"], 2, /did you mean code\?/],
    [["lenet-mnist", "--no-effect", "code", "--from", "x"], 2, /--from x is no version/],
    [["--no-effect", "code"], 2, /An adapter needs the experiment's name/],
  ])("%j is refused", async (args, exit, message) => {
    const answer = await ceteris("experiments", ...args);
    expect(answer.exit).toBe(exit);
    expect(answer.err.replaceAll("\n", " ")).toMatch(message);
  });
});

describe("ls", () => {
  it("shows versions where they differ, and no commits or environments unless asked", async () => {
    const { out } = await ceteris("ls");
    expect(out).toMatch(/^id +.*experiment\.version/);
    expect(out).toContain("experiment.name lenet-mnist");
    expect(out).not.toMatch(/commit|dirty|environment/);
    expect((await ceteris("ls", "--columns", "id,commit")).out).toMatch(/^id +commit/);
  });
});

describe("show", () => {
  it("prints the experiment and the trial as Athena does, and shortens a long history in the text", async () => {
    const { out } = await ceteris("show", "2");
    expect(widest(out.slice(0, out.indexOf("\ntrial\n")))).toBeLessThanOrEqual(80);
    const [, experiment, text] =
      /\nexperiment lenet-mnist, version 2\n(\{\n[^]*?\n\})\n\ntrial\n([^]*)$/.exec(out)!;
    expect(JSON.parse(experiment!)).toEqual({
      id: 0,
      params: ["lr", "momentum"],
      config: { epochs: 10 },
      metadata: {
        username: expect.any(String) as string,
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) as string,
        VCS: {
          is_dirty: false,
          HEAD_sha: git("rev-parse", "HEAD~1").trim(),
          active_branch: git("branch", "--show-current").trim(),
          diff_sha: null,
        },
      },
    });
    const more = "    … 5 more of training_accuracy; --json has all\n";
    expect(text).toContain(more);
    expect(JSON.parse(text!.replace(more, ""))).toEqual({
      experiment_id: 0,
      params: { lr: 0.02, momentum: 0.5 },
      statistics: [0, 1, 2, 8, 9].map((step) => ({
        name: "training_accuracy",
        value: step * 0.02 + 0.5 / 8,
        step,
      })),
    });
    const { trial: whole } = JSON.parse((await ceteris("show", "2", "--json")).out) as {
      trial: { statistics: unknown[] };
    };
    expect(whole.statistics).toHaveLength(10);
  });

  it("tells how a run was started", async () => {
    const { out } = await ceteris("show", "1");
    expect(out).toMatch(/^ {2}command +python3 main\.py --lr 0\.01 --epochs 10$/m);
    expect(out).toMatch(
      new RegExp(`^ {2}code +${git("rev-parse", "HEAD~1").slice(0, 12)} on `, "m"),
    );
    expect(out).toMatch(/^ {2}environment +Python 3\./m);
    expect(out).toMatch(/^ {2}exit code +0$/m);
    expect(out).not.toMatch(/^ {2}commit/m); // no param
  });
});
