import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { Index } from "../../src/index/run-index.js";
import type { Run } from "../../src/record/run.js";
import { startRun } from "../../src/record/start-run.js";
import { groupBy } from "../../src/util/group-by.js";
import { PROJECT, PYTHON } from "../tools/project.js";
import { type Finished, runProgram, succeed } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const CLIENT = join(PROJECT, "clients/python");

/** A run of a new root, which a Python program is to log to. */
function newRun(params: Record<string, unknown> = {}): { root: string; run: Run } {
  const root = join(temporaryFolder(), "exman");
  return { root, run: startRun({ root, params }) };
}

function program(name: string, ...args: string[]): string[] {
  return ["-W", "error", join(import.meta.dirname, "programs", name), ...args];
}

function environment(run?: Run, variables: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { CETERIS_RUN: _, CETERIS_ROOT: __, ...rest } = process.env;
  const env = { ...rest, PYTHONPATH: CLIENT, PYTHONDONTWRITEBYTECODE: "1", ...variables };
  return run ? { ...env, CETERIS_RUN: run.directory } : env;
}

/** Runs a program as a part of a run, which it ends. */
async function record(run: Run, name: string, ...args: string[]): Promise<Finished> {
  const finished = await runProgram(PYTHON, program(name, ...args), { env: environment(run) });
  run.finish();
  return finished;
}

interface Sample {
  readonly step: number;
  readonly time: Date;
  readonly name: string;
  readonly value: number;
}

/** Every sample that `Index` reads, and that there is nothing wrong with the files. */
async function samples(root: string): Promise<Sample[]> {
  const index = new Index(root);
  const table = await index.statistics(undefined, { raw: true });
  expect(index.problems).toEqual([]);
  return table.objects() as Sample[];
}

describe("log()", () => {
  it("records what is a number, with its value, and leaves out the rest with one line", async () => {
    const { root, run } = newRun();
    const { code, stderr } = await record(run, "log_values.py");
    expect(code).toBe(0);
    expect(stderr.split("\n")).toEqual([
      "ceteris: log() takes numbers, too large (int) is left out",
      "ceteris: log() takes a finite step, nan is left out",
      expect.stringMatching(/^ceteris: a row is left out: TypeError\(.*\)$/),
      "",
    ]);
    const all = await samples(root);
    const at7 = all.filter(({ step }) => step === 7);
    expect(new Set(at7.map(({ time }) => time.getTime()))).toEqual(new Set([1763712000250]));
    expect(Object.fromEntries(at7.map(({ name, value }) => [name, value]))).toEqual({
      float: 0.1,
      tiny: 5e-324,
      int: 3,
      "above 2^53": 9007199254740994,
      "huge int": 1e300,
      true: 1,
      nan: NaN,
      inf: Infinity,
      "-inf": -Infinity,
      fraction: 0.25,
      decimal: 0.25,
      float32: 0.10000000149011612, // IEEE 754: 0x3dcccccd
      float64: 0.1,
      int64: 9007199254740994,
      bool_: 1,
      array: 0.5,
      'val/"loss" é 😀': 1,
      ["__proto__"]: 2,
    });
    const rest = all.filter(({ step }) => step !== 7);
    expect(rest.map(({ step, name, value }) => [step, name, value])).toEqual([
      [8, "loss", 0.25],
      [9, "loss", NaN],
      [10, "loss", 0.125],
      [11, "loss", 0.0625],
    ]);
    expect(rest[0]!.time.getTime()).toBe(1763712001000);
    expect(rest[1]!.time.getTime()).toBeGreaterThan(Date.now() - 3_600_000);
  });

  it("loses nothing of many processes, threads and forked children", async () => {
    const { root, run } = newRun();
    await succeed(PYTHON, program("log_ranks.py").slice(2), { env: environment(run) });
    run.log({ recorder: 1 }, { step: 0 });
    run.finish();
    const steps = groupBy(await samples(root), ({ name }) => name);
    const writers = [0, 1, 2, 3].flatMap((rank) =>
      ["", " thread 0", " thread 1", " thread 2", " child 0", " child 1", " after"].map(
        (who) => `rank ${rank}${who}`,
      ),
    );
    expect([...steps.keys()].toSorted()).toEqual([...writers, "recorder"].toSorted());
    const expected = Array.from({ length: 200 }, (_, step) => step);
    for (const writer of writers) {
      const rows = steps.get(writer)!;
      expect(rows.map(({ step }) => step)).toEqual(expected);
      expect(rows.map(({ value }) => value)).toEqual(expected);
    }
    // four ranks with two children each, and the recorder
    const files = readdirSync(run.directory).filter((name) => name.startsWith("statistics"));
    expect(files).toHaveLength(13);
  });

  it("has rows on the disk by itself, which kill -9 does not take back", async () => {
    const { root, run } = newRun();
    const env = environment(run);
    const child = spawn(PYTHON, program("log_until_killed.py"), {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const ended = once(child, "close");
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    expect((await ended)[1]).toBe("SIGKILL");
    run.interrupt();
    const kept = (await new Index(root).statistics("loss")).objects() as Sample[];
    expect(kept.map(({ step }) => step)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  it("is on the disk before os._exit where it is flushed", async () => {
    const { root, run } = newRun();
    expect((await record(run, "log_until_killed.py", "_exit")).code).toBe(3);
    expect((await samples(root)).map(({ step }) => step)).toContain(1000);
  });

  it("does not raise where the disk is full, and tears no line", async () => {
    const { root, run } = newRun();
    const { code, stdout, stderr } = await record(run, "log_to_full_disk.py");
    expect([code, stdout]).toEqual([0, "not saved\ntrained\n"]);
    expect(stderr).toMatch(/^ceteris: rows cannot be written: .*File too large\n$/);
    expect(readdirSync(run.directory).filter((name) => /tmp|checkpoint/.test(name))).toEqual([]);
    const text = readFileSync(join(run.directory, "statistics.jsonl"), "utf8");
    expect(text.length).toBe(10_000);
    const kept = (await new Index(root).statistics("loss")).numRows();
    expect(kept).toBe(text.split("\n").length - 1); // the line that was cut is no row
  });

  it("writes what waited once there is room again", async () => {
    const { root, run } = newRun();
    await record(run, "log_to_full_disk.py", "room again");
    expect((await samples(root)).map(({ step }) => step)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i),
    );
  });

  it("does not raise where the run was deleted", async () => {
    const env = environment(undefined, { CETERIS_RUN: join(temporaryFolder(), "deleted") });
    const code = "import ceteris; ceteris.log(loss=1); print('trained')";
    const { stdout, stderr } = await succeed(PYTHON, ["-c", code], { env });
    expect(stdout).toBe("trained\n");
    expect(stderr).toMatch(/^ceteris: rows cannot be written: .*No such file.*\n$/);
  });
});

describe("params(), save() and load()", () => {
  it("give the params and keep files whole, inside of the run's directory", async () => {
    const { root, run: first } = newRun();
    writeFileSync(first.path("model.bin"), "of run 1");
    first.finish();
    const second = startRun({ root, params: {} });
    writeFileSync(second.path("model.bin"), "of run 2");
    second.finish();
    startRun({ root, params: {} }).finish(); // has no model
    const run = startRun({ root, params: {} });
    const variables = {
      CETERIS_ROOT: root,
      CETERIS_PARAMS: '{"lr": 0.5, "n": 9007199254740993, "clip": NaN}',
    };
    const env = environment(run, variables);
    const { stdout } = await succeed(PYTHON, program("save_files.py"), { env });
    run.finish();
    expect(JSON.parse(stdout)).toEqual({
      params: "{'lr': 0.5, 'n': 9007199254740993, 'clip': nan}",
      path: "checkpoints/3.pkl",
      pickle: { w: [3] },
      json: { f1: 0.5 },
      text: "größer",
      last: "of run 2",
      "by id": "of run 1",
      refused: [
        ...Array.from({ length: 14 }, () => "ValueError"),
        "TypeError",
        "FileNotFoundError",
        "FileNotFoundError",
      ],
      files: [
        "checkpoints/3.pkl",
        "model.bin",
        "note.txt",
        "params.yaml",
        "run.json",
        "scores.json",
      ],
    });
  });

  it("keep files with a run that failed meanwhile, and make none where it is deleted", async () => {
    const { root, run } = newRun();
    const given = join(run.directory, "statistics.jsonl");
    const env = environment(run, { CETERIS_ROOT: root, CETERIS_STATISTICS: given });
    const child = spawn(PYTHON, program("outlive_run.py"), { env });
    const ended = once(child, "close");
    let told = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (told += text));
    await vi.waitUntil(() => told === "ready\n", { timeout: 10_000 });
    run.fail(new Error("out of memory"));
    child.stdin.end("\n");
    expect(await ended).toEqual([0, null]);
    const failed = join(root, "fails", basename(run.directory));
    const path = join(failed, "checkpoints/deep/2.bin");
    expect(told).toBe(`ready\n${path} ${failed} 2\n`);
    expect(readFileSync(path, "utf8")).toBe("2");
    expect(readdirSync(join(root, "runs"))).toEqual([]);
    expect(readFileSync(join(failed, "statistics.jsonl"), "utf8")).toMatch(/"loss": 0\.5/);
    rmSync(failed, { recursive: true });
    const code = "import ceteris; ceteris.save('a/b', b'')";
    const { stderr } = await runProgram(PYTHON, ["-c", code], { env });
    expect(stderr).toMatch(/FileNotFoundError: .*\n$/);
    expect(readdirSync(join(root, "runs"))).toEqual([]);
  });

  it("read params that are too long for a variable from a file", async () => {
    const { run } = newRun();
    const file = run.path("long.json");
    writeFileSync(file, JSON.stringify({ words: "ö".repeat(100_000) }));
    const code = "import ceteris; print(len(ceteris.params()['words']))";
    const env = environment(run, { CETERIS_PARAMS: `@${file}` });
    expect((await succeed(PYTHON, ["-c", code], { env })).stdout).toBe("100000\n");
    const without = await runProgram(PYTHON, ["-c", code], { env: environment(run) });
    expect(without.stderr).toContain("RuntimeError: CETERIS_PARAMS is not set");
    run.finish();
  });
});

describe("a program that `ceteris run` did not start", () => {
  it("trains as before, and is told where its files are", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "tmp"));
    const env = environment(undefined, { TMPDIR: join(folder, "tmp") });
    const { stdout, stderr } = await succeed(PYTHON, program("unrecorded.py"), {
      cwd: folder,
      env,
    });
    const [weights, path] = stdout.trim().split(" ");
    expect(weights).toBe("weights");
    expect(readFileSync(path!, "utf8")).toBe("weights");
    expect(stderr.split("\n")).toEqual([
      "ceteris: `ceteris run` did not start this program, nothing is recorded",
      `ceteris: files of this run go to ${path!.replace("/model.bin", "")}`,
      "",
    ]);
    expect(readdirSync(folder)).toEqual(["tmp"]);
  });

  it("needs no more than Python 3.8 and its standard library", () => {
    const script = `
import ast, sys
tree = ast.parse(open(sys.argv[1]).read(), feature_version=(3, 8))
names = {(node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
         for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names}
print(sorted(names - sys.stdlib_module_names))
`;
    const output = execFileSync(PYTHON, ["-c", script, join(CLIENT, "ceteris.py")]);
    expect(String(output)).toBe("[]\n");
  });
});
