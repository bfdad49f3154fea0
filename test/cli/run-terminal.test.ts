import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PYTHON } from "../tools/project.js";
import { runProgram, type Finished } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { newestRun } from "./recorded-run.js";
import { PROGRAM } from "./run-ceteris.js";

const DRIVE = join(import.meta.dirname, "programs/drive-terminal.py");
const ON_TERMINAL = join(import.meta.dirname, "programs/on-terminal.py");

/** Runs a command through `ceteris run` on a terminal of 33 rows and 101 columns, and types keys. */
async function drive(
  keys: readonly string[],
  command: readonly string[],
): Promise<Finished & { root: string }> {
  const cwd = temporaryFolder();
  const root = join(cwd, "exman");
  for (const name of ["runs", "index"]) mkdirSync(join(root, name), { recursive: true });
  const ceteris = [process.execPath, PROGRAM, "run", "-q", ...command];
  const finished = await runProgram(PYTHON, [DRIVE, "33", "101", keys.join(","), ...ceteris], {
    cwd,
  });
  return { ...finished, root };
}

describe("a command that is run on a terminal", () => {
  it("has one itself: colours, the window and its changes, keys, and Ctrl-C", async () => {
    const answer = await drive(["hello\\n", "size", "\\x03"], [PYTHON, ON_TERMINAL]);
    const expected = [
      "True True True 101 33",
      "\u001b[31mred\u001b[0m ready",
      "hello",
      "got hello ready",
      "now 50 40 ready",
      "^Cinterrupted",
      "",
    ].join("\r\n");
    expect(answer).toMatchObject({ code: 5, stdout: expected });
    const { file, read } = newestRun(answer.root, "fails");
    expect(file).toMatchObject({ status: "failed", exitCode: 5 });
    expect(read("log.txt")).toBe(expected.replaceAll("\r\n", "\n"));
    expect(read("traceback.txt")).toContain("\nred ready\nhello\n");
  });

  it("reads the end of its input from Ctrl-D", async () => {
    const answer = await drive(["\\x04"], [PYTHON, ON_TERMINAL]);
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/\r\nend\r\n$/) });
  });

  it("that Ctrl-C ends is interrupted, and ends us by it too", async () => {
    const answer = await drive(["\\x03"], ["sh", "-c", "echo ready; exec sleep 30"]);
    expect(answer.code).toBe(254); // Python exits with -2, its word for SIGINT
    expect(newestRun(answer.root).file).toMatchObject({ status: "interrupted", signal: "SIGINT" });
  });

  it("has all of its output shown, however fast it ends", async () => {
    const answer = await drive([], ["sh", "-c", "seq 100000; echo done"]);
    expect(answer.stdout.split("\r\n").slice(-4)).toEqual(["99999", "100000", "done", ""]);
    expect(answer.stdout.split("\r\n")).toHaveLength(100_002);
  });

  it("is stopped by Ctrl-Z with us, and goes on with us", async () => {
    const inner = `${process.execPath} ${PROGRAM} run -q sh -c 'echo ready; sleep 0.6; echo over'`;
    const cwd = temporaryFolder();
    const script = `mkdir -p exman/runs exman/index; set -m; ${inner}; echo "stopped $?"; fg >/dev/null; echo "ended $?"`;
    const answer = await runProgram(
      PYTHON,
      [DRIVE, "33", "101", "\\x1a", "bash", "--norc", "-c", script],
      { cwd },
    );
    expect(answer.stdout).toMatch(/ready\r\n[^]*stopped 14[68]\r\n[^]*over\r\n[^]*ended 0\r\n$/);
  });

  it("is stopped with us from outside, and goes on with us", async () => {
    const command = `echo begun; until grep -q begun "$CETERIS_RUN/log.txt"; do sleep 0.02; done
      echo $$ > pid; kill -TSTP $PPID; until test -e go; do :; done; echo over`; // starts no process after the stop
    const inner = `${process.execPath} ${PROGRAM} run -q sh -c '${command}'`;
    const cwd = temporaryFolder();
    const script = `mkdir -p exman/runs exman/index; set -m; ${inner}; echo "stopped $?"
      echo "state $(ps -o state= -p $(cat pid))"; touch go; fg >/dev/null; echo "ended $?"`;
    const shell = ["bash", "--norc", "-c", script];
    const answer = await runProgram(PYTHON, [DRIVE, "33", "101", "", ...shell], { cwd });
    expect(answer.stdout).toMatch(/stopped 14[68]\r\nstate T\r\n[^]*over\r\n[^]*ended 0\r\n$/);
  });

  it("runs on in the background, where we leave the terminal to the shell, and reads in the foreground", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "exman/runs"), { recursive: true });
    mkdirSync(join(cwd, "exman/index"));
    const waits = "until test -e $1; do sleep 0.02; done";
    writeFileSync(join(cwd, "ask.sh"), `${waits}; sleep 0.5; echo ready; read a; echo "got $a"`);
    writeFileSync(join(cwd, "wait.sh"), `echo ready; ${waits}; echo over`);
    const run = `${process.execPath} ${PROGRAM} run -q sh`;
    // The prompt has the word that is waited for, and the lines of the script have not.
    writeFileSync(join(cwd, "rc"), `PS1=rea; PS1+="dy> "; bind 'set enable-bracketed-paste off'\n`);
    const keys = [
      `${run} ask.sh one &\\n`,
      "until test -e exman/runs/*1-*/log.txt; do sleep 0.02; done; sleep 0.3; jobs\\n",
      "touch one; fg\\n",
      "hello\\n",
      `${run} wait.sh two\\n`,
      "\\x1a",
      "bg\\n",
      "jobs; touch two; wait\\n",
      "echo shown\\n",
      "exit\\n",
    ];
    const words = [DRIVE, "33", "300", keys.join(","), "bash", "--rcfile", "rc", "-i"];
    const { stdout } = await runProgram(PYTHON, words, { cwd });
    const text = stdout.replaceAll("\r", "");
    expect(text).not.toMatch(/Stopped *\S+ run -q sh ask/);
    expect(text).toMatch(/jobs\n\[1\]\+ +Running .*ask\.sh one &\n/);
    expect(text).toMatch(/ready\nhello\ngot hello\nready> /);
    expect(text).toMatch(
      /wait\n\[1\]\+ +Running .*wait\.sh two &\n+over\n[^]*ready> echo shown\nshown\nready> exit\nexit\n$/,
    );
  });
});
