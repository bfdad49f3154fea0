import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { startRun } from "../../src/record/start-run.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { built } from "../tools/built.js";
import { PROJECT } from "../tools/project.js";
import { runProgram } from "../tools/run-program.js";
import { folderOnOtherDisk, temporaryFolder } from "../tools/temporary-folder.js";
import { idsIn } from "./ids-in.js";

built(); // which the programs import
const program = (name: string): string => join(import.meta.dirname, "programs", name);

/** Does something for each item, some at a time. */
async function each<T>(
  items: readonly T[],
  limit: number,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const work = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await action(item);
  };
  await Promise.all(Array.from({ length: limit }, work));
}

describe("programs that are killed at random moments", () => {
  it("leave what they flushed, and a root that loads", { timeout: 120_000 }, async () => {
    const seed = Date.now() % 100_000;
    process.stdout.write(`killed at moments of the seed ${seed}\n`);
    const generator = seededGenerator(seed);
    const root = join(folderOnOtherDisk(), "exman");
    const flushed: number[] = [];
    await each([...Array(100).keys()], 2, async () => {
      const child = spawn(process.execPath, [program("until-killed.mjs"), root], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let output = "";
      child.stdout.on("data", (text) => (output += String(text)));
      const ended = once(child, "close");
      await once(child.stdout, "data");
      await sleep(generator.uniform() * 60);
      child.kill("SIGKILL");
      await ended;
      flushed.push(...output.trimEnd().split("\n").map(Number));
    });

    expect(new Set(idsIn(root)).size).toBe(idsIn(root).length);
    expect(new Set(flushed).size).toBe(flushed.length);
    const index = new Index(root);
    const options = { failed: true, statistics: { loss: ["max"] } } as const;
    const table = await index.info(undefined, options);
    const runs = table.objects() as { id: number; status: string; loss_max: number }[];
    const statuses = new Set(runs.map(({ status }) => status));
    expect([...statuses].filter((status) => !ENDED.has(status))).toEqual([]);
    const last = new Map(runs.map(({ id, loss_max }) => [id, loss_max]));
    expect(flushed.filter((id) => last.get(id) !== 4)).toEqual([]);
    // A run may be killed between its move to fails/ and the removal of its link.
    const kinds = new Set(index.problems.map(({ kind }) => kind));
    expect([...kinds].filter((kind) => kind !== "dangling-link")).toEqual([]);

    const next = startRun({ root, params: {}, capture: false });
    next.finish();
    expect(next.id).toBeGreaterThan(Math.max(...flushed));
    expect((await index.info(undefined, options)).numRows()).toBe(runs.length + 1);
  });
});

/** What may have become of a run whose program was killed. */
const ENDED: ReadonlySet<string> = new Set(["completed", "failed", "lost"]);

/** Gives a program a disk of its own, of so many kilobytes, which is copied to another folder at its end. */
const ON_OWN_DISK = `mount -t tmpfs -o "size=$1k" none "$2" || exit 99
"\${@:4}"; code=$?; cp -r "$2" "$3"; exit $code`;

describe("a program that loses its root", { timeout: 60_000 }, () => {
  it.each([
    ["full", 200, /ENOSPC/],
    ["read-only", 5000, /EROFS/],
    ["deleted", 5000, /ENOENT/],
  ])("since it is %s ends with its own code, and one warning", async (loss, size, reason) => {
    const folder = temporaryFolder();
    const [disk, kept] = [join(folder, "disk"), join(folder, "kept")];
    mkdirSync(disk);
    const words = [process.execPath, program("lost-root.mjs"), join(disk, "exman"), loss];
    const shell = ["bash", "-c", ON_OWN_DISK, "bash", String(size), disk, kept];
    const { code, stderr } = await runProgram("unshare", ["-rm", ...shell, ...words]);
    expect([code, stderr]).toEqual([7, expect.stringMatching(/^ceteris: recording run 1 .*\n$/)]);
    expect(stderr).toMatch(reason);
    if (loss === "deleted") return;
    const { statistics, status } = await new Index(join(kept, "exman")).run(1);
    expect(statistics["loss"]!.value.length).toBeGreaterThan(loss === "full" ? 1000 : 0);
    expect(["interrupted", "lost"]).toContain(status);
  });
});

describe("a command that loses its root", { timeout: 60_000 }, () => {
  it.each([
    ["full", 200, /ENOSPC/, ":"],
    ["read-only", 5000, /EROFS/, 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'],
    ["deleted", 5000, /ENOENT/, 'rm -r "$0"'],
  ])("since it is %s has all of its output and its code", async (_loss, size, reason, harm) => {
    const folder = temporaryFolder();
    const [disk, kept] = [join(folder, "disk"), join(folder, "kept")];
    mkdirSync(disk);
    const root = join(disk, "exman");
    const script = `echo begun; ${harm}; seq 50000; echo told >&2; exit 7`;
    const ceteris = [process.execPath, join(PROJECT, "dist/cli/main.js"), "run", "-q"];
    const words = [...ceteris, "--root", root, "sh", "-c", script, root];
    const shell = ["bash", "-c", ON_OWN_DISK, "bash", String(size), disk, kept];
    const { code, stdout, stderr } = await runProgram("unshare", ["-rm", ...shell, ...words]);
    const numbers = Array.from({ length: 50_000 }, (_, n) => `${n + 1}\n`).join("");
    expect([code, stdout]).toEqual([7, `begun\n${numbers}`]);
    const [warning, ...others] = stderr.split("\n").filter((line) => line.startsWith("ceteris:"));
    expect(warning).toMatch(/^ceteris: recording run 1 has a problem, the experiment goes on: /);
    expect(warning).toMatch(reason);
    expect([others, stderr.includes("told\n")]).toEqual([[], true]);
  });
});
