import { ArgumentError } from "argparse";
import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import { Index } from "../../../src/index/run-index.js";
import { simpleroot } from "../../../src/record/parser/simpleroot.js";
import { startRun } from "../../../src/record/start-run.js";
import { built } from "../../tools/built.js";
import { parserWorkspace, recorded } from "./parser-workspace.js";

const workspace = parserWorkspace();
const { newParser } = workspace;

describe("a parse", () => {
  it("makes a run in a new root, links it, and prints its params and the link", () => {
    const parser = newParser();
    parser.add_argument("--lr", { type: "float", default: 0.1 });
    parser.add_argument("--augment", { type: Boolean, default: true });
    const args = parser.parse_args(["--lr", "1", "--augment", "F"]);
    const name = basename(args.root);
    expect(name).toMatch(/^000001-\d{4}(-\d\d){5}$/);
    expect(args.root).toBe(join(workspace.root, "runs", name));
    expect(args).toMatchObject({ lr: 1, augment: false, tmp: false, git_dirty: false });
    const text = readFileSync(join(args.root, "params.yaml"), "utf8");
    expect(text).toBe(
      [
        "augment: false",
        "config_file: null",
        "git_dirty: false",
        "lr: 1.0",
        "name: null",
        `root: runs/${name}`,
        "tmp: false",
        `time: '${name.slice(7, 17)}T${name.slice(18).replaceAll("-", ":")}'`,
        "id: 1",
        "",
      ].join("\n"),
    );
    const link = join(workspace.root, "index", `${name}.yaml`);
    const target = `../runs/${name}/params.yaml`;
    expect(readlinkSync(link)).toBe(target);
    expect(workspace.printed).toBe(`${text}\nCreated symlink from ${link} -> ${target}\n`);
  });

  it("names runs, and puts trials into tmp without a link", () => {
    const parser = newParser();
    expect(basename(parser.parse_args(["--name", "foo"]).root)).toMatch(/^000001-.*-foo$/);
    const trial = parser.parse_args(["--tmp", "--name", "bar"]);
    expect(dirname(trial.root)).toBe(parser.tmp);
    expect(basename(trial.root)).toMatch(/^000002-.*-bar$/);
    expect(readdirSync(parser.index)).toHaveLength(1);
    expect(workspace.printed.match(/Created symlink/g)).toHaveLength(1);
    expect([parser.num_ex(), parser.max_ex(), parser.next_ex_str()]).toEqual([1, 2, "000003"]);
  });

  it("takes text as well as words, and the program's own words without either", () => {
    const parser = newParser();
    parser.add_argument("rate", { type: "int" });
    expect(parser.parse_args(" 7  --name a ")).toMatchObject({ rate: 7, name: "a" });
    const { argv } = process;
    process.argv = ["node", "train.js", "8"];
    expect(parser.parse_args()["rate"]).toBe(8);
    process.argv = argv;
  });

  it("records nothing before the words are right, and says what is wrong as argparse does", () => {
    const parser = newParser();
    parser.add_argument("--depth", { type: "int", choices: [1, 2] });
    expect(() => parser.parse_args(["--depth", "x"])).toThrow(
      "argument --depth: invalid 'int' value: 'x'",
    );
    expect(() => parser.parse_args(["--depth", "3"])).toThrow(/invalid choice/);
    expect(() => parser.parse_args(["--dept"])).toThrow(ArgumentError);
    expect(() => parser.parse_args(["--other"])).toThrow("unrecognized arguments: --other");
    expect(parser.parse_known_args(["--other"])[1]).toEqual(["--other"]);
    expect(readdirSync(parser.runs)).toEqual([]);
  });

  it("keeps what a number is: whole floats, integers of any size, nan and inf", () => {
    const parser = newParser();
    parser.add_argument("--x", { type: "float", nargs: "+" });
    parser.add_argument("--seed", { type: "int" });
    parser.add_argument("--rate", { type: Number });
    const words = "--x 1 -0 1e-5 nan inf --seed 123456789012345678901 --rate 2";
    const args = parser.parse_args(words);
    expect(args["seed"]).toBe(123456789012345678901n);
    const text = recorded(args.root).join("\n");
    expect(text).toContain("seed: 123456789012345678901\n");
    expect(text).toContain("x:\n  - 1.0\n  - -0.0\n  - 1.0e-05\n  - .nan\n  - .inf");
    expect(text).toContain("rate: 2\n");
    expect(() => parser.parse_args("--rate fast")).toThrow("invalid Number value: 'fast'");
  });

  it("records a function and a URL as text, and refuses what is no data", () => {
    const parser = newParser();
    const train = (): void => {};
    parser.set_defaults({ run: train });
    parser.add_argument("--data", { type: URL });
    const args = parser.parse_args(["--data", "https://example.org/x"]);
    expect(args["run"]).toBe(train);
    expect(recorded(args.root)).toContain("run: train");
    expect(recorded(args.root).join()).toContain("https://example.org/x");
    parser.set_defaults({ model: new Map() });
    expect(() => parser.parse_args([])).toThrow(/The param model cannot be recorded: it is a Map/);
    expect(parser.num_ex()).toBe(1);
  });

  it("has commands, whose arguments belong to the run and are restored", () => {
    const parser = newParser();
    const commands = parser.add_subparsers({ dest: "command" });
    const fit = commands.add_parser("fit");
    fit.add_argument("--lr", { type: "float", required: true });
    fit.add_argument("--augment", { type: Boolean });
    commands.add_parser("test").add_argument("--lr", { type: "int" });
    const args = parser.parse_args("--name a fit --lr 2 --augment no");
    expect(args).toMatchObject({ command: "fit", lr: 2, augment: false });
    expect(recorded(args.root)).toEqual(expect.arrayContaining(["command: fit", "lr: 2.0"]));
    const again = parser.parse_args(`--config ${args.root} fit --augment=yes`);
    expect(again).toMatchObject({ name: "a", command: "fit", lr: 2, augment: true });
    expect(parser.num_ex()).toBe(2);
  });

  it("has types: the program's own arguments, and those of every parse", () => {
    const args = newParser().parse_args<{ lr: number }>([]);
    expectTypeOf(args.lr).toEqualTypeOf<number>();
    expectTypeOf(args.root).toEqualTypeOf<string>();
    expectTypeOf(args.tmp).toEqualTypeOf<boolean>();
    const result = args.safe_experiment((run) => Promise.resolve(run.id));
    expectTypeOf(result).toEqualTypeOf<Promise<number | undefined>>();
    return expect(result).resolves.toBe(1);
  });

  it("keeps passwords out of the run, which is restored without them", () => {
    const parser = newParser();
    parser.add_argument("--api-key", { default: "none" });
    parser.add_argument("--max-tokens", { type: "int" });
    const args = parser.parse_args("--api-key hunter2 --max-tokens 512");
    expect(args).toMatchObject({ api_key: "hunter2", max_tokens: 512 });
    const files = readdirSync(args.root).map((name) => readFileSync(join(args.root, name), "utf8"));
    expect(files.join() + workspace.printed).not.toContain("hunter2");
    expect(recorded(args.root)).toContain("api_key: '[redacted]'");
    expect(parser.parse_args(`--config ${args.root}`)).toMatchObject({
      api_key: "none",
      max_tokens: 512,
    });
  });
});

describe("booleans", () => {
  it("are read as exman reads them", () => {
    const parser = newParser();
    parser.add_argument("--flags", { type: "bool", nargs: "+" });
    const yes = parser.parse_args("--flags true T yes Y on 1");
    const no = parser.parse_args("--flags False f NO n off 0");
    expect([yes["flags"], no["flags"]]).toEqual([Array(6).fill(true), Array(6).fill(false)]);
    expect(() => parser.parse_args("--flags maybe")).toThrow(
      "argument --flags: a boolean is one of true, t, yes, y, on, 1, false, f, no, n, off, 0, not 'maybe'",
    );
  });
});

describe("help", () => {
  it("is argparse's, and says where values come from", () => {
    const help = newParser({ default_config_files: ["~/train.yaml"] }).format_help();
    expect(help).toMatch(/usage: train/);
    expect(help).toMatch(/--config CONFIG_FILE\s+config file path/);
    expect(help).toMatch(/--tmp[\s\S]*--git-dirty[\s\S]*--name NAME/);
    expect(help.replaceAll("\n", " ")).toContain(
      "a config file (~/train.yaml, the one that --config names): a YAML mapping",
    );
  });
});

describe("validators and setters", () => {
  it("refuse params with a message that names them, before a run is made", () => {
    const parser = newParser();
    parser.add_argument("--param");
    parser.register_validator((p) => p["param"] !== "x", "not x, but {param}");
    parser.register_validator((p) => {
      if (p["param"] === "y") throw new RangeError("y");
    }, "not y, but {param}");
    parser.register_validator(
      (p) => (p["param"] === "z" ? "should be z" : undefined),
      "{{param}} is {param}, {other}",
    );
    parser.register_validator((p) => {
      if (p["param"] === "w") throw new ArgumentError(undefined, "my own");
    });
    const refusal = (param: string): Error => {
      try {
        parser.parse_args(["--param", param]);
      } catch (error) {
        return error as Error;
      }
      throw new Error(`${param} was taken`);
    };
    expect(refusal("x").message).toBe("not x, but x");
    expect(refusal("x")).toBeInstanceOf(ArgumentError);
    expect(refusal("y").message).toBe("not y, but y");
    expect(refusal("y").cause).toBeInstanceOf(RangeError);
    expect(refusal("z").message).toBe("{param} is z, {other}");
    expect(refusal("w").message).toBe("my own");
    expect(parser.num_ex()).toBe(0);
    expect(parser.parse_args(["--param", "a"])["param"]).toBe("a");
  });

  it("end a program with the usage, one sentence and exit code 2, as argparse ends it", () => {
    const program = `import { ExParser } from ${JSON.stringify(built("record", "parser", "ex-parser.js"))};
const parser = new ExParser({ root: ${JSON.stringify(workspace.root)}, prog: "train" });
parser.add_argument("--lr", { type: "float" });
parser.register_validator((params) => params.lr < 1, "lr has to be below 1, not {lr}");
parser.parse_args(["--lr", "2"]);`;
    const words = ["--input-type=module", "--eval", program];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      /^usage: train \[-h\][^]*\ntrain: error: lr has to be below 1, not 2\n$/,
    );
    expect(stderr).not.toMatch(/\n {4}at /);
    expect(readdirSync(join(workspace.root, "runs"))).toEqual([]);
  });

  it("change params before they are validated and recorded", () => {
    const parser = newParser();
    parser.register_setter((p) => Object.assign(p, { total: 1 }));
    parser.register_validator((p) => p["total"] === 1);
    const args = parser.parse_args([]);
    expect(args["total"]).toBe(1);
    expect(recorded(args.root)).toContain("total: 1");
  });
});

describe("automark", () => {
  it("marks runs by params, with Python's words for values, inside of marked/ only", () => {
    const parser = newParser({ automark: ["optimizer", "data", "lr", "fast", "missing"] });
    parser.add_argument("--optimizer");
    parser.add_argument("--data");
    parser.add_argument("--lr", { type: "float" });
    parser.add_argument("--fast", { action: "store_true" });
    const args = parser.parse_args(["--data=../../mnist/.raw", "--lr=1"]);
    const key = "optimizer/None/data/mnist/raw/lr/1.0/fast/False/missing";
    const link = join(workspace.root, "marked", key, basename(args.root));
    const target = `../../../../../../../../../../../runs/${basename(args.root)}`;
    expect(readlinkSync(link)).toBe(target);
    expect(workspace.printed).toContain(`Created symlink from ${link} -> ${target}\n`);
    parser.parse_args(["--optimizer", "adam", "--tmp"]);
    expect(existsSync(join(workspace.root, "marked", "optimizer", "adam"))).toBe(false);
  });
});

describe("Index", () => {
  it("reads runs by automarks and their beginnings, and arguments that came later as missing", async () => {
    const parser = newParser({ automark: ["study", "arg1", "arg2"] });
    parser.add_argument("--arg1", { type: "int", default: 1 });
    parser.add_argument("--arg2", { type: Boolean, default: true });
    parser.add_argument("--list", { type: "int", nargs: 2, default: [1, 3] });
    parser.parse_args("--arg1=10 --arg2=F");
    parser.parse_args("--arg1=9 --list 1 4");
    parser.add_argument("--arg3", { type: "int", default: 2 });
    parser.parse_args("--arg1=9 --arg2=t");
    const index = new Index(workspace.root);
    const column = async (name: string, mark?: string): Promise<unknown[]> => [
      ...(await index.info(mark)).array(name),
    ];
    expect(await column("id", "study/arg1/9/arg2/True")).toEqual([2, 3]);
    expect(await column("id", "study/arg1/10/arg2/False")).toEqual([1]);
    expect(await column("id", "study/arg1")).toEqual([1, 2, 3]);
    expect(await column("arg2")).toEqual([false, true, true]);
    expect(await column("arg3")).toEqual([null, null, 2]);
    expect((await column("list")).map((list) => [...(list as number[])])).toEqual([
      [1, 3],
      [1, 4],
      [1, 3],
    ]);
  });
});

describe("the root", () => {
  it("has ids of another width, which Index and the next parse count on from", async () => {
    newParser({ zfill: 3 }).parse_args("--name short");
    newParser({ zfill: 8 }).parse_args("--name long");
    newParser().parse_args([]);
    const names = readdirSync(join(workspace.root, "runs")).map((name) => name.split("-")[0]);
    expect(names).toEqual(expect.arrayContaining(["00000002", "000003", "001"]));
    const table = await new Index(workspace.root).info();
    expect([...table.array("id")]).toEqual([1, 2, 3]);
    expect([...table.array("name")]).toEqual(["short", "long", null]);
  });

  it("is beside the script, and has to be absolute", () => {
    expect(simpleroot(pathToFileURL("/home/ada/train.ts").href)).toBe("/home/ada/exman");
    expect(simpleroot("/home/ada/train.js")).toBe("/home/ada/exman");
    expect(() => newParser({ root: "exman" })).toThrow(
      "The root of an ExParser exman is no absolute path; give simpleroot(import.meta.url).",
    );
  });
});

describe("inside of `ceteris run`", () => {
  it("is the run that there is, with the params that it lacked, whose output is recorded", async () => {
    const outer = startRun({
      root: workspace.root,
      params: { lr: 1, password: "[redacted]" },
      capture: false,
    });
    vi.stubEnv("CETERIS_RUN", outer.directory);
    vi.stubEnv("CETERIS_ROOT", workspace.root);
    const parser = newParser({ automark: ["depth"] });
    parser.add_argument("--lr", { type: "float" });
    parser.add_argument("--depth", { type: "int", default: 3 });
    parser.add_argument("--password");
    const args = parser.parse_args("--lr 1 --password hunter2");
    const next = parser.parse_args("--lr 1");
    vi.unstubAllEnvs();
    await args.safe_experiment(() => process.stdout.write("which the recorder sees\n"));
    expect(existsSync(join(args.root, "log.txt"))).toBe(false);
    outer.finish();
    expect(args.root).toBe(outer.directory);
    expect(recorded(args.root)).toEqual(expect.arrayContaining(["lr: 1", "depth: 3"]));
    expect(recorded(args.root)).toContain("password: '[redacted]'");
    expect(workspace.printed).toContain(
      `Created symlink from ${join(workspace.root, "marked/depth/3")}`,
    );
    expect(next.root).not.toBe(outer.directory);
  });
});

describe("git", () => {
  const git = (folder: string, ...words: string[]): string =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...words], {
      cwd: folder,
      encoding: "utf8",
    }).trim();

  it("records commit and changes, and refuses changes where the repository is to be clean", async () => {
    const folder = join(dirname(workspace.root), "code");
    mkdirSync(join(folder, "src"), { recursive: true });
    expect(() => newParser({ git: folder })).toThrow(/give ExParser the path of a git repository/);
    git(folder, "init", "-q");
    writeFileSync(join(folder, "train.js"), "1\n");
    git(folder, "add", ".");
    git(folder, "commit", "-qm", "first");
    const parser = newParser({ git: join(folder, "src"), git_assert_clean: true });
    writeFileSync(join(folder, "notes.py"), "untracked files do not count\n");
    writeFileSync(join(folder, "train.js"), "2\n");
    expect(() => parser.parse_args([])).toThrow(
      `The repository ${folder} has changes that are not committed; commit them, or give --git-dirty.`,
    );
    expect(parser.num_ex()).toBe(0);
    const dirty = parser.parse_args(["--git-dirty"]).root;
    expect(recorded(dirty)).toContain("dirty: true");
    const diff = (): string => readFileSync(join(dirty, "changes.diff"), "utf8");
    expect(diff()).toContain("-1\n+2\n");
    const untracked = "+untracked files do not count";
    await vi.waitFor(() => expect(diff()).toContain(untracked), { timeout: 10_000 });
    expect(diff()).toContain("-1\n+2\n");

    writeFileSync(join(folder, "train.js"), "1\n");
    const clean = recorded(parser.parse_args([]).root);
    const commit = clean.find((line) => line.startsWith("commit: "))?.replaceAll("'", "");
    expect(commit).toBe(`commit: ${git(folder, "rev-parse", "HEAD")}`);
    expect(clean).toContain("dirty: false");
  });

  it("runs nothing that the repository or a submodule of it names", () => {
    const folder = join(dirname(workspace.root), "hostile");
    const part = join(folder, "lib");
    for (const repository of [part, folder]) {
      mkdirSync(repository, { recursive: true });
      git(repository, "init", "-q");
      writeFileSync(join(repository, "train.py"), "1\n");
      git(repository, "add", "train.py");
      git(repository, "commit", "-qm", "first");
    }
    const head = git(part, "rev-parse", "HEAD");
    git(folder, "update-index", "--add", "--cacheinfo", `160000,${head},lib`);
    writeFileSync(join(folder, ".gitmodules"), '[submodule "lib"]\n\tpath = lib\n\turl = ./lib\n');
    git(folder, "add", ".gitmodules");
    git(folder, "commit", "-qm", "second");
    const ran = join(folder, "ran");
    for (const repository of [part, folder]) {
      git(repository, "config", "filter.a=b.clean", `touch ${ran}; cat`);
      git(repository, "config", "core.fsmonitor", `touch ${ran}; false`);
      writeFileSync(join(repository, ".git/info/attributes"), "* filter=a=b\n");
    }
    writeFileSync(join(part, "train.py"), "2\n");
    const parser = newParser({ git: folder });
    const { root } = parser.parse_args([]);
    expect(recorded(root)).toContain("dirty: true");
    writeFileSync(join(folder, "train.py"), "2\n");
    parser.parse_args([]);
    expect(existsSync(ran)).toBe(false);
    git(folder, "diff", "HEAD");
    expect(existsSync(ran)).toBe(true);
  });
});
