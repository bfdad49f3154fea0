import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { built } from "../tools/built.js";
import { type Finished, runProgram, succeed } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { newestRun } from "./recorded-run.js";
import { PROGRAM } from "./run-ceteris.js";

built();

/** A command that hangs is ended, with the exit code 124. */
const ceteris = (cwd: string, ...args: readonly string[]): Promise<Finished> =>
  runProgram("timeout", ["30", process.execPath, PROGRAM, ...args], { cwd });
const FAIL = ["--", "sh", "-c", "echo ran; exit 3"];

describe("a root with pipes and links in it", () => {
  it("holds no command up by a pipe", { timeout: 200_000 }, async () => {
    const cwd = temporaryFolder();
    const root = join(cwd, "exman");
    mkdirSync(join(root, "experiments"), { recursive: true });
    await succeed("mkfifo", [join(root, "experiments", "f.json")]);
    const first = await ceteris(cwd, "run", "-n", "new", ...FAIL);
    expect([first.code, first.stdout]).toEqual([3, "ran\n"]);
    const { directory, file } = newestRun(root, "fails");
    expect(file.experiment).toMatchObject({ name: "new", version: 1 });
    const named = await ceteris(cwd, "run", "-n", "f", "--", "echo", "ran");
    expect([named.code, named.stdout]).toEqual([0, "ran\n"]);
    expect(named.stderr).toContain("f.json is no file, but a pipe");
    for (const name of ["run.json", "log.txt"]) {
      rmSync(join(directory, name));
      await succeed("mkfifo", [join(directory, name)]);
    }
    const answers = await Promise.all([
      ceteris(cwd, "run", "--resume", "1"),
      ceteris(cwd, "run", "--config", directory),
      ceteris(cwd, "log", "1"),
    ]);
    expect(answers.map(({ code }) => code)).not.toContain(124);
    const [resumed, again, log] = answers.map(({ stderr }) => stderr);
    expect(resumed).toContain("run.json is no file, but a pipe");
    expect(again).toContain("run.json is no file, but a pipe");
    expect(log).toContain("log.txt is no file; make it a file that can be read");
    rmSync(join(directory, "params.yaml"));
    await succeed("mkfifo", [join(directory, "params.yaml")]);
    const third = await ceteris(cwd, "run", "--resume", "1");
    expect([third.code, third.stderr]).toEqual([
      1,
      expect.stringContaining("params.yaml cannot be read (is no file, but a pipe)"),
    ]);
  });

  it(
    "runs and resumes beside a pipe in the place of a kept config file",
    { timeout: 100_000 },
    async () => {
      const cwd = temporaryFolder();
      const root = join(cwd, "exman");
      writeFileSync(join(cwd, "a.yaml"), "lr: 0.1\n");
      await ceteris(cwd, "run", ...FAIL, "--config", "a.yaml");
      const { directory } = newestRun(root, "fails");
      const copy = join(directory, "config", "a.yaml");
      rmSync(copy);
      await succeed("mkfifo", [copy]);
      const again = await ceteris(cwd, "run", "--config", "1");
      expect([again.code, again.stdout]).toEqual([3, "ran\n"]);
      const resumed = await ceteris(cwd, "run", "--resume", "1");
      expect([resumed.code, resumed.stdout]).toEqual([3, "ran\n"]);
      expect(readFileSync(copy, "utf8")).toBe("lr: 0.1\n");
    },
  );

  it("shows and restores runs beside a pipe", { timeout: 100_000 }, async () => {
    const cwd = temporaryFolder();
    const root = join(cwd, "exman");
    await ceteris(cwd, "run", "--", "true");
    const { directory, file } = newestRun(root);
    const environment = "a".repeat(64);
    writeFileSync(join(directory, "run.json"), JSON.stringify({ ...file, environment }));
    mkdirSync(join(root, "environments"), { recursive: true });
    await succeed("mkfifo", [join(root, "environments", `${environment}.json`)]);
    const shown = await ceteris(cwd, "show", "1");
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining("completed")]);
    await ceteris(cwd, "delete", "--all", "--yes", "1");
    const trash = join(root, ".ceteris", "trash");
    const note = join(trash, readdirSync(trash)[0]!, "trash.json");
    rmSync(note);
    await succeed("mkfifo", [note]);
    expect((await ceteris(cwd, "restore", "1")).code).toBe(1);
  });

  it("is not left by a run that is resumed", { timeout: 60_000 }, async () => {
    const cwd = temporaryFolder();
    const outside = join(cwd, "outside");
    mkdirSync(outside);
    writeFileSync(join(cwd, "c.yaml"), "a: 1\n");
    const words = ["sh", "-c", 'echo ran "stat:$CETERIS_STATISTICS"; exit 3', "sh"];
    await ceteris(cwd, "run", "--", ...words, "--config", "c.yaml");
    const { directory } = newestRun(join(cwd, "exman"), "fails");
    for (const name of ["log.txt", "config"]) rmSync(join(directory, name), { recursive: true });
    symlinkSync(join(outside, "log"), join(directory, "log.txt"));
    symlinkSync(outside, join(directory, "config"));
    symlinkSync(join(outside, "rows"), join(directory, "statistics.2.jsonl"));
    const { code, stdout, stderr } = await ceteris(cwd, "run", "--resume", "1");
    expect([code, stdout]).toEqual([3, "ran stat:\n"]);
    expect(stderr).toContain("log.txt is a link or no file"); // the first of its problems is told
    expect(readdirSync(outside)).toEqual([]);
  });
});
