import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { startRun } from "../../src/record/start-run.js";
import { ownProcess } from "../../src/util/process-id.js";
import { built } from "../tools/built.js";
import { readRunFile } from "../tools/read-run-file.js";
import { runProgram, succeed } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const CETERIS = built("cli", "main.js");
const AT_ONCE = 8;
const program = (name: string): string => join(import.meta.dirname, "programs", name);

it("of commands that resume a run at once, each that runs has an attempt of its own", async () => {
  const root = join(temporaryFolder(), "exman");
  const words = [CETERIS, "run", "-q", "--root", root];
  await runProgram(process.execPath, [...words, "sh", "-c", "exit 3"]);
  const resume = [...words, "--resume", "1"];
  const all = await Promise.all(
    Array.from({ length: AT_ONCE }, () => runProgram(process.execPath, resume)),
  );
  const [run, ...others] = ["runs", "fails"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
  );
  expect(others).toEqual([]);
  const { attempts } = readRunFile(run!);
  expect(attempts.map(({ status }) => status)).toEqual(attempts.map(() => "failed"));
  expect(attempts).toHaveLength(1 + all.filter(({ code }) => code === 3).length);
  for (const { code, stderr } of all) expect(stderr).toMatch(code === 3 ? /^$/ : /^ceteris: .+\n$/);
});

it("one that lost its lock meanwhile leaves run.json as it is", async () => {
  const folder = temporaryFolder();
  const root = join(folder, "exman");
  const run = startRun({ root, params: {}, capture: false });
  run.interrupt();
  const before = readRunFile(run.directory);
  const library = await compiled("lose-lock.c", folder);
  const lock = join(root, ".ceteris", `${basename(run.directory)}.lock`);
  const env = { ...process.env, LD_PRELOAD: library, LOCK: lock };
  const { code, stderr } = await runProgram(process.execPath, [program("resume.mjs"), root, "1"], {
    env,
  });
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining(`The lock ${lock} was taken over by`),
  ]);
  expect(readFileSync(lock, "utf8")).toBe("another's");
  expect(readRunFile(run.directory)).toEqual(before);
});

it("what a run tells after its end waits for one that resumes it, and is left out then", async () => {
  const root = join(temporaryFolder(), "exman");
  const child = spawn(process.execPath, [program("record-late.mjs"), root]);
  const ended = once(child, "close");
  const directory = String((await once(child.stdout, "data"))[0]).trim();
  const lock = join(root, ".ceteris", `${basename(directory)}.lock`);
  writeFileSync(lock, JSON.stringify({ ...ownProcess(), token: "a" }));
  const before = readRunFile(directory);
  child.stdin.write("\n");
  await once(child.stdout, "data");
  await sleep(200);
  expect(readRunFile(directory)).toEqual(before);
  const again = { ...before, attempts: [...before.attempts, ...before.attempts] };
  writeFileSync(join(directory, "run.json"), JSON.stringify(again));
  rmSync(lock);
  expect(await ended).toEqual([0, null]);
  expect(readRunFile(directory)).toEqual(again);
});

it.each(["symlink", "rename"])(
  "a run is not hidden where the program is killed while it takes it back from fails (%s)",
  async (call) => {
    const folder = temporaryFolder();
    const root = join(folder, "exman");
    const run = startRun({ root, params: {}, capture: false });
    run.fail(new Error("out of memory"));
    const library = await compiled("die-at.c", folder);
    const env = { ...process.env, LD_PRELOAD: library, DIE_AT: call };
    const words = [program("resume.mjs"), root, "1"];
    expect((await runProgram(process.execPath, words, { env })).code).toBeNull();
    await succeed(process.execPath, words);
    const index = new Index(root);
    expect((await index.info()).objects()).toMatchObject([{ id: 1, status: "completed" }]);
    expect(index.problems).toEqual([]);
  },
);

/** A library to be loaded before others. */
async function compiled(source: string, folder: string): Promise<string> {
  const library = join(folder, source.replace(/c$/, "so"));
  await promisify(execFile)("cc", ["-shared", "-fPIC", "-o", library, program(source)]);
  return library;
}
