import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addRun, makeRoot, runName } from "../tools/many-runs.js";
import { runProgram } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { PROGRAM } from "./run-ceteris.js";

/** A folder whose root has the run 1, which printed this. */
function folderWithLog(text: string): string {
  const cwd = temporaryFolder();
  const root = makeRoot(join(cwd, "exman"));
  writeFileSync(join(addRun(root, 1), "log.txt"), text);
  return cwd;
}

it("prints a long log whole, and nothing else, to a reader that takes its time", async () => {
  const text = "step 1 loss: 0.5\n".repeat(200_000); // 3.4 MB, of which a pipe holds 64 KiB
  const cwd = folderWithLog(text);
  const script = '"$0" "$1" log 1 | dd bs=64 status=none';
  const shown = await runProgram("bash", ["-c", script, process.execPath, PROGRAM], { cwd });
  expect(shown.stderr).toBe("");
  expect(shown.stdout === text).toBe(true);
  const { exit, out } = await callCeteris(["log", "1"], { cwd });
  expect({ exit, isWhole: out === text }).toEqual({ exit: 0, isWhole: true });
});

it("says what else is there of a run whose output was not recorded", async () => {
  const cwd = temporaryFolder();
  addRun(makeRoot(join(cwd, "exman")), 1);
  expect(await callCeteris(["log", "1"], { cwd })).toEqual({
    exit: 1,
    out: "",
    err: `ceteris: Run ${runName(1)} has no log.txt: its output was not recorded, which ceteris run does; ceteris show prints its statistics.\n`,
  });
});

it(
  "-f shows what a run prints until it ends, or until nobody reads",
  { timeout: 60_000 },
  async () => {
    const cwd = temporaryFolder();
    makeRoot(join(cwd, "exman"));
    // prints on until it is told to end, for half a minute at most
    const script =
      "n=0; while test $n -lt 600 -a ! -e end; do n=$((n+1)); echo $n; sleep 0.05; done; echo last";
    const recorder = spawn(process.execPath, [PROGRAM, "run", "-q", "sh", "-c", script], { cwd });
    const ended = once(recorder, "close");
    await once(recorder.stdout, "data");
    recorder.stdout.resume();
    const head = await runProgram(
      "bash",
      ["-c", '"$0" "$1" log -f 1 | head -n 2', process.execPath, PROGRAM],
      { cwd },
    );
    expect(head).toEqual({ code: 0, stdout: "1\n2\n", stderr: "" });
    expect(existsSync(join(cwd, "end"))).toBe(false); // the run goes on
    const followed = callCeteris(["log", "--follow", "1"], { cwd });
    writeFileSync(join(cwd, "end"), "");
    const { exit, out, err } = await followed;
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    expect(out).toMatch(/^1\n2\n3\n(?:\d+\n)*last\n$/);
    expect(await ended).toEqual([0, null]);
  },
);

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("-f ends by %s with what a shell expects of it", async (signal, code) => {
  const cwd = folderWithLog("one\n");
  // of a run that is running: it has no end, and its process, that of the tests, is there
  const file = { schema: 1, status: "running", pid: process.pid, host: hostname(), attempts: [] };
  writeFileSync(join(cwd, "exman/runs", runName(1), "run.json"), JSON.stringify(file));
  const follower = spawn(process.execPath, [PROGRAM, "log", "-f", "1"], { cwd });
  const ended = once(follower, "close");
  await once(follower.stdout, "data");
  follower.kill(signal);
  expect(await ended).toEqual([code, null]);
});

it("follows a link within the root, and refuses one that leads out of it", async () => {
  const cwd = folderWithLog("one\n");
  const log = join(cwd, "exman/runs", runName(1), "log.txt");
  writeFileSync(join(cwd, "exman/runs/other.txt"), "within\n");
  writeFileSync(join(cwd, "secret.txt"), "outside\n");
  rmSync(log);
  symlinkSync("../other.txt", log);
  expect(await callCeteris(["log", "1"], { cwd })).toEqual({ exit: 0, out: "within\n", err: "" });
  rmSync(log);
  symlinkSync("../../../secret.txt", log);
  for (const flags of [[], ["-f"]])
    expect(await callCeteris(["log", "1", ...flags], { cwd })).toEqual({
      exit: 1,
      out: "",
      err: `ceteris: ${log} leads out of the root by a link; make it a file that can be read.\n`,
    });
});
