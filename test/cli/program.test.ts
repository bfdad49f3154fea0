import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { COMMANDS } from "../../src/cli/commands.js";
import { built } from "../tools/built.js";
import { PROJECT } from "../tools/project.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { environmentOf, PROGRAM, runCeteris } from "./run-ceteris.js";

const ROOT = join(PROJECT, "test/fixtures/digits-exman/root");
const WHERE = ["--where", "hidden == [64, 32] && lr == 0.03"];

/** Of each verb a line, its exit code, and what it prints; each line goes on from what the ones before it left. */
const LINES: readonly (readonly [words: string[], exit: number, out: RegExp, err: RegExp])[] = [
  [
    ["run", "--name", "new", "--", "sh", "-c", "echo out; exit 7"],
    7,
    /^out\n$/,
    /^run 154 failed /m,
  ],
  [["log", "154"], 0, /^out\n$/, /^$/],
  [["show", "154"], 0, /^run 154 new {2}failed/, /^$/],
  [["ls", "best", "--columns", "id", "--format", "csv"], 0, /^id\n97\n98\n99\n100\n$/, /^$/],
  [
    ["mark", "mine", "1", "999"],
    1,
    /^$/,
    /^warning: There is no run 999 .*\nmarked 1 run as mine\n$/,
  ],
  [["marks"], 0, /^mine +1 run$/m, /^$/],
  [["unmark", "mine", "1"], 0, /^$/, /^took 1 run out of mine\n$/],
  [["delete", "2"], 0, /^$/, /^hid 1 run; /],
  [["restore", "2"], 0, /^$/, /^restored 1 run\n$/],
  [["diff", "1", "9"], 0, /^params: 2 differ/m, /^$/],
  [["experiments"], 0, /^$/, /^there are no experiments; /],
  [["compare", "val_accuracy ~ optimizer", ...WHERE], 0, /^sgd − adam/m, /^$/],
  [["plot", "val_accuracy ~ optimizer", ...WHERE, "-o", "a.svg"], 0, /^$/, /^wrote a\.svg\n$/],
  [["kernel", "install", "--prefix", "env"], 0, /^$/, /installed the kernel TypeScript/],
  [["notebook", "run", "a.ipynb"], 2, /^$/, /^ceteris: Nothing says where a\.ipynb goes/],
  [["doctor"], 0, /^154 runs read, nothing is wrong\n$/, /^$/],
  [["lss"], 2, /^$/, /^ceteris: There is no command lss; did you mean ls\?\n$/],
];

it("does each of its commands as a program, and exits as it has to", { timeout: 60_000 }, () => {
  built();
  const cwd = temporaryFolder();
  cpSync(ROOT, join(cwd, "exman"), { recursive: true, verbatimSymlinks: true });
  for (const [words, exit, out, err] of LINES) {
    const answer = runCeteris(words, { cwd });
    expect({ words, ...answer }).toEqual({
      words,
      exit,
      out: expect.stringMatching(out),
      err: expect.stringMatching(err),
    });
  }
  expect(new Set(LINES.map(([[verb]]) => verb))).toEqual(new Set([...COMMANDS.keys(), "lss"]));
  expect(existsSync(join(cwd, "a.svg"))).toBe(true);
});

it("is no error where the reader of its results has gone", () => {
  const line = '"$0" "$1" ls --root "$2" | true; exit "${PIPESTATUS[0]}"';
  const words = ["-c", line, process.execPath, PROGRAM, ROOT];
  const { status, stderr } = spawnSync("bash", words, { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

/** The files of ceteris and the packages that a line loads, as the engine itself tells. */
function loadedBy(...words: readonly string[]): { files: string[]; packages: Set<string> } {
  const cwd = temporaryFolder();
  const env = { ...environmentOf({ cwd }), NODE_V8_COVERAGE: join(cwd, "loaded") };
  spawnSync(process.execPath, [PROGRAM, ...words], { cwd, env });
  const [name] = readdirSync(env.NODE_V8_COVERAGE) as [string];
  const { result } = JSON.parse(readFileSync(join(env.NODE_V8_COVERAGE, name), "utf8")) as {
    result: { url: string }[];
  };
  const paths = result.map(({ url }) => url).filter((url) => url.startsWith("file:"));
  const dist = built();
  return {
    files: paths.map((url) => fileURLToPath(url)).filter((path) => path.startsWith(dist)),
    packages: new Set(paths.flatMap((url) => /.*\/node_modules\/([^/]+)/.exec(url)?.[1] ?? [])),
  };
}

it("loads for a command what it needs alone", { timeout: 60_000 }, () => {
  const recorded = loadedBy("run", "-q", "--", "true");
  expect(recorded.files.join("\n")).toMatch(/\/cli\/commands\/run\.js$/m);
  expect(recorded.files.join("\n")).not.toMatch(/\/(?:plots|kernel|compare)\/|commands\/ls\.js/);
  for (const name of ["vega", "vega-lite", "arquero", "zeromq"])
    expect([...recorded.packages]).not.toContain(name);
  const listed = loadedBy("ls", "--root", ROOT);
  expect(listed.files.join("\n")).not.toMatch(/\/(?:plots|kernel)\//);
  expect([...listed.packages]).toContain("arquero");
  for (const name of ["vega", "vega-lite", "zeromq"])
    expect([...listed.packages]).not.toContain(name);
});
