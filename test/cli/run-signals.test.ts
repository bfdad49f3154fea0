import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { PYTHON } from "../tools/project.js";
import { runProgram } from "../tools/run-program.js";
import { newestRun } from "./recorded-run.js";
import { PROGRAM } from "./run-ceteris.js";
import { folder } from "./run-in-folder.js";

const PROGRAMS = join(import.meta.dirname, "programs");
const COUNT = join(PROGRAMS, "count-signals.py");
const DRIVE = join(PROGRAMS, "drive-terminal.py");
const PATIENCE = { timeout: 30_000, interval: 20 };

/** A process with its output so far. */
interface Listened {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly ended: Promise<unknown>;
}

/** Starts a program in a process group of its own. */
function start(cwd: string, program: string, ...words: string[]): Listened {
  const env = { ...process.env, _: "" }; // these tests may be run by nohup
  const child = spawn(program, words, { cwd, env, detached: true });
  let out = "";
  child.stdout.on("data", (bytes: Buffer) => (out += bytes.toString()));
  return { child, out: () => out, ended: once(child, "close") };
}

/** Until the command's own process is in run.json: from then on it has a keeper. */
function untilKept(root: string): Promise<unknown> {
  return vi.waitUntil(
    () => readdirSync(join(root, "runs")).some(isRun) && newestRun(root).file.program,
    PATIENCE,
  );
}

function isRun(name: string): boolean {
  return !name.startsWith(".");
}

describe("a signal", () => {
  const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1"] as const;

  it.each(["its whole group", "the recorder alone"])("to %s comes once", async (to) => {
    const { cwd, root } = folder();
    const { child, out, ended } = start(cwd, process.execPath, PROGRAM, "run", "-q", PYTHON, COUNT);
    await untilKept(root);
    await vi.waitUntil(() => out() === "ready\n", PATIENCE);
    const target = to === "its whole group" ? -child.pid! : child.pid!;
    for (const [index, signal] of SIGNALS.entries()) {
      process.kill(target, signal);
      await vi.waitUntil(() => out().split("\n").length > index + 2, PATIENCE);
    }
    process.kill(child.pid!, "SIGUSR2"); // passed on after all that came before it
    expect(await ended).toEqual([3, null]);
    expect(out()).toBe(["ready", ...SIGNALS, "SIGUSR2", ""].join("\n"));
  });

  it("SIGUSR1 to the command line opens no debugger, and has its usual effect", async () => {
    const { cwd, root } = folder();
    const words = ["run", "-q", PYTHON, COUNT];
    const recorder = start(cwd, process.execPath, PROGRAM, ...words);
    await untilKept(root);
    const follower = start(cwd, process.execPath, PROGRAM, "log", "1", "-f");
    let err = "";
    follower.child.stderr!.on("data", (bytes: Buffer) => (err += bytes.toString()));
    await vi.waitUntil(() => follower.out() === "ready\n", PATIENCE);
    follower.child.kill("SIGUSR1");
    await vi.waitUntil(() => err !== "" || follower.child.signalCode !== null, PATIENCE);
    recorder.child.kill("SIGUSR2");
    await Promise.all([recorder.ended, follower.ended]);
    expect([err, follower.child.signalCode]).toEqual(["", "SIGUSR1"]);
  });

  it("of Ctrl-C comes once, where our stdout is a pipe", async () => {
    const { cwd } = folder();
    const count = `import signal, time
signal.signal(signal.SIGINT, lambda *_: print("INT ready", flush=True))
time.sleep(0.5)
print("ready", flush=True)
time.sleep(1.5)`;
    const line = `${process.execPath} ${PROGRAM} run -q ${PYTHON} -c '${count}' | (trap "" INT; cat)`;
    const shell = ["bash", "--norc", "-c", line];
    const { stdout } = await runProgram(PYTHON, [DRIVE, "33", "101", "\\x03", ...shell], { cwd });
    expect(stdout).toBe("ready\r\n^CINT ready\r\n");
  });
});

describe("a command under nohup", () => {
  const WAIT = "trap 'echo TERM; exit 4' TERM; echo ready; until test -e go; do sleep 0.02; done";

  it.each([
    ["itself", 'trap : HUP; nohup "$@"; exit $?'],
    ["with its shell", `trap '' HUP; "$@"; exit $?`],
  ])("outlives SIGHUP, %s, and gets other signals", async (_, shell) => {
    const { cwd, root } = folder();
    const ceteris = [process.execPath, PROGRAM, "run", "-q", "sh", "-c", WAIT];
    const { child, out, ended } = start(cwd, "bash", "-c", shell, "bash", ...ceteris);
    await untilKept(root);
    await vi.waitUntil(() => out() === "ready\n", PATIENCE);
    process.kill(-child.pid!, "SIGHUP");
    const { pid, program } = newestRun(root).file;
    for (const one of [pid!, program!.pid]) process.kill(one, "SIGHUP");
    process.kill(pid!, "SIGTERM");
    expect(await ended).toEqual([4, null]);
    expect(out()).toBe("ready\nTERM\n");
    expect(newestRun(root, "fails").file).toMatchObject({ status: "failed", exitCode: 4 });
  });

  it("outlives its terminal", async () => {
    const { cwd, root } = folder();
    const line = `nohup ${process.execPath} ${PROGRAM} run -q sh -c "touch begun; ${WAIT}; echo over"; exit`;
    const script = `import os, pty, sys, time
pid, terminal = pty.fork()
if pid == 0: os.execvp("bash", ["bash", "--norc", "-ic", sys.argv[1]])
while not os.path.exists("begun"): time.sleep(0.02)
os.close(terminal)
os.waitpid(pid, 0)`;
    await runProgram(PYTHON, ["-c", script, line], { cwd });
    await runProgram("touch", ["go"], { cwd });
    await vi.waitUntil(() => newestRun(root).file.status === "completed", PATIENCE);
    expect(newestRun(root).read("log.txt")).toBe("ready\nover\n");
  });

  it("that is not there is said so", async () => {
    const { cwd } = folder();
    const words = ["-c", 'nohup "$@"', "bash", process.execPath, PROGRAM, "run", "-q", "./none"];
    const answer = await runProgram("bash", words, { cwd });
    expect(answer).toMatchObject({
      code: 127,
      stderr: expect.stringContaining("The command ./none is no program here"),
    });
  });
});

it("what a command leaves running lives on, and its output is in the log", async () => {
  const { cwd, root } = folder();
  const left = "until test -e go; do sleep 0.02; done; echo late; echo later >&2; touch lives";
  const words = [PROGRAM, "run", "-q", "sh", "-c", `(${left}) & echo first; exit 3`];
  const answer = await runProgram(process.execPath, words, { cwd }); // until nobody has our stdout
  expect(answer).toMatchObject({ code: 3, stdout: "first\n" });
  expect(answer.stderr).toMatch(
    /^sh left a process running; [^\n]* goes to log\.txt alone\.[^\n]*\n$/,
  );
  await runProgram("touch", ["go"], { cwd });
  await vi.waitUntil(() => readdirSync(cwd).includes("lives"), PATIENCE);
  const log = (): string => newestRun(root, "fails").read("log.txt");
  await vi.waitUntil(() => log().includes("late\n") && log().includes("later\n"), PATIENCE);
  expect(log()).toMatch(/^first\nlater?\nlater?\n$/);
});
