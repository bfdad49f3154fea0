import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ExParser } from "../../../src/record/parser/ex-parser.js";
import { KeyboardInterrupt } from "../../../src/record/parser/keyboard-interrupt.js";
import { built } from "../../tools/built.js";
import { readRunFile } from "../../tools/read-run-file.js";
import { runProgram } from "../../tools/run-program.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

built(); // which the programs import

describe("safe_experiment", () => {
  let root = "";
  let printed = "";
  beforeEach(() => {
    root = join(temporaryFolder(), "exman");
    printed = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed += Buffer.from(text).toString();
      return true;
    });
    return () => vi.restoreAllMocks();
  });

  const newParser = (automark: string[] = []): ExParser =>
    new ExParser({ root, prog: "train", automark });
  const text = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");

  it("gives what the experiment returns, completes the run, and keeps its output in log.txt", async () => {
    const args = newParser().parse_args([]);
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const before = printed;
    const result = await args.safe_experiment(async (run) => {
      process.stdout.write("epoch 1\n");
      process.stderr.write(Buffer.from("größer\n"));
      await Promise.resolve();
      process.stdout.write("c3Q=", "base64");
      run.log({ loss: 0.5 }, { step: 1 });
      return run.id;
    });
    process.stdout.write("behind it\n");
    expect(result).toBe(1);
    expect(readFileSync(join(args.root, "log.txt"), "utf8")).toBe("epoch 1\ngrößer\nst");
    expect(printed.slice(before.length)).toBe("epoch 1\nc3Q=behind it\n");
    expect(stderr).toHaveBeenCalledOnce();
    expect(readRunFile(args.root).status).toBe("completed");
    expect(readFileSync(join(args.root, "statistics.jsonl"), "utf8")).toMatch(/"loss": ?0.5/);
    await expect(args.safe_experiment(() => 2)).rejects.toThrow(
      "The safe_experiment of run 1 was called before, and has ended the run; call parse_args() again for another run.",
    );
  });

  it("keeps the output of two experiments at once in the logs of both", async () => {
    const parser = newParser();
    const both = [parser.parse_args([]), parser.parse_args([])];
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const first = both[0]!.safe_experiment(() => gate);
    await both[1]!.safe_experiment(() => void process.stdout.write("second\n"));
    process.stdout.write("first\n");
    go();
    await first;
    const logs = both.map((args) => readFileSync(join(args.root, "log.txt"), "utf8"));
    expect(logs).toEqual(["second\nfirst\n", "second\n"]);
  });

  it.each([[[]], [["--tmp"]]])("moves a run that fails, with words %j", async (words) => {
    const parser = newParser(["tmp"]);
    const args = parser.parse_args(words);
    const name = basename(args.root);
    const cause = new RangeError("division by zero");
    const failing = args.safe_experiment(() => {
      throw new Error("funny exception", { cause });
    });
    await expect(failing).rejects.toThrow("funny exception");
    expect(existsSync(args.root)).toBe(false);
    const trace = text("fails", name, "traceback.txt");
    expect(trace).toMatch(/^Error: funny exception\n {4}at [\s\S]*RangeError: division/);
    expect(printed.endsWith(trace)).toBe(true);
    expect(readRunFile(join(parser.fails, name)).status).toBe("failed");
    expect([readdirSync(parser.index), readdirSync(parser.marked)]).toEqual([[], []]);
  });

  it.each([[[]], [["--tmp"]]])("leaves an interrupted run, with words %j", async (words) => {
    const parser = newParser(["tmp"]);
    const args = parser.parse_args(words);
    const result = await args.safe_experiment((): number => {
      throw new KeyboardInterrupt("funny exception");
    });
    expect(result).toBeUndefined();
    const trace = readFileSync(join(args.root, "traceback.txt"), "utf8");
    expect(trace).toMatch(/^KeyboardInterrupt: funny exception\n/);
    expect(printed.endsWith(trace)).toBe(true);
    expect(readRunFile(args.root).status).toBe("interrupted");
    expect(readdirSync(parser.fails)).toEqual([]);
    expect(readdirSync(parser.index)).toHaveLength(words.length > 0 ? 0 : 1);
  });
});

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  /** Where the only run lies. */
  readonly folder: string;
  readonly directory: string;
}

/** Runs a program that parses no arguments; what happens once it is ready is told by `act`. */
async function end(way: string, act?: (child: ChildProcess) => void): Promise<Ended> {
  const root = join(temporaryFolder(), "exman");
  const program = join(import.meta.dirname, "programs", "experiment.mjs");
  const child = spawn(process.execPath, [program, root, way], { stdio: "pipe" });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    if (chunk.includes("ready")) act?.(child);
  });
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  const [folder] = ["runs", "fails"].filter((name) => readdirSync(join(root, name)).length > 0);
  const [name] = readdirSync(join(root, folder!));
  return { code, signal, stdout, folder: folder!, directory: join(root, folder!, name!) };
}

const traceback = ({ directory }: Ended): string =>
  readFileSync(join(directory, "traceback.txt"), "utf8");
const statusOf = ({ directory }: Ended): string => readRunFile(directory).status;

describe("a program", () => {
  it("that ends is completed, and failed with another exit code than 0", async () => {
    const [returned, exited, thrown] = await Promise.all(
      ["return", "exit", "throw"].map((way) => end(way)),
    );
    expect([returned!.code, returned!.folder, statusOf(returned!)]).toEqual([
      0,
      "runs",
      "completed",
    ]);
    expect([exited!.code, exited!.folder, statusOf(exited!)]).toEqual([3, "fails", "failed"]);
    expect(traceback(exited!)).toBe("The process ended with exit code 3.\n");
    expect(readRunFile(exited!.directory).exitCode).toBe(3);
    expect([thrown!.code, thrown!.folder, statusOf(thrown!)]).toEqual([1, "fails", "failed"]);
    expect(traceback(thrown!)).toContain("the loss is NaN");
  });

  it("that is called wrongly says how to call it, and records nothing", async () => {
    const root = join(temporaryFolder(), "exman");
    const program = join(import.meta.dirname, "programs", "experiment.mjs");
    const { code, stdout, stderr } = await runProgram(process.execPath, [program, root, "--lr"]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^usage: experiment\.mjs[\s\S]*error: unrecognized arguments: --lr\n$/);
    expect(readdirSync(join(root, "runs"))).toEqual([]);
  });

  it("that fails in its experiment fails, also where the error comes from elsewhere", async () => {
    const [thrown, late] = await Promise.all(["safe-throw", "safe-late"].map((way) => end(way)));
    expect([thrown!.code, thrown!.folder, statusOf(thrown!)]).toEqual([1, "fails", "failed"]);
    expect(traceback(thrown!)).toContain("the loss is NaN");
    expect([late!.code, late!.folder, statusOf(late!)]).toEqual([1, "fails", "failed"]);
    expect(traceback(late!)).toContain("too late");
  });

  it("that ends inside of its experiment is completed with process.exit(0), interrupted where it never can", async () => {
    const [exited, never] = await Promise.all(["safe-exit", "safe-never"].map((way) => end(way)));
    expect([exited!.code, statusOf(exited!)]).toEqual([0, "completed"]);
    expect([never!.code, never!.folder, statusOf(never!)]).toEqual([0, "runs", "interrupted"]);
  });

  it("that is interrupted keeps its run, with a traceback where the experiment is safe", async () => {
    const kill = (child: ChildProcess): void => void child.kill("SIGINT");
    const [plain, safe, own] = await Promise.all(
      ["wait", "safe-wait", "safe-own"].map((way) => end(way, kill)),
    );
    expect([plain!.signal, plain!.folder, statusOf(plain!)]).toEqual([
      "SIGINT",
      "runs",
      "interrupted",
    ]);
    expect([safe!.signal, safe!.folder, statusOf(safe!)]).toEqual([
      "SIGINT",
      "runs",
      "interrupted",
    ]);
    expect(traceback(safe!)).toBe("KeyboardInterrupt: SIGINT\n");
    expect(readRunFile(safe!.directory).signal).toBe("SIGINT");
    expect([own!.code, own!.folder, statusOf(own!)]).toEqual([0, "runs", "interrupted"]);
    expect(traceback(own!)).toMatch(/^KeyboardInterrupt: by hand/);
    expect(own!.stdout).toMatch(/goes on, true\n$/);
  });

  it("asks whether an interrupted run has failed", async () => {
    const answer = (line: string) => (child: ChildProcess) => {
      child.kill("SIGINT");
      child.stdin!.end(line);
    };
    const [yes, nothing] = await Promise.all(
      ["Yes\n", ""].map((line) => end("safe-prompt", answer(line))),
    );
    expect([yes!.signal, yes!.folder, statusOf(yes!)]).toEqual(["SIGINT", "fails", "failed"]);
    expect(yes!.stdout).toContain("\nmove to fails? (no): ");
    expect([nothing!.signal, nothing!.folder, statusOf(nothing!)]).toEqual([
      "SIGINT",
      "runs",
      "interrupted",
    ]);
  });
});
