import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, PROGRAM } from "./run-ceteris.js";

let folder: string;
let root: string;

beforeEach(() => {
  folder = temporaryFolder();
  root = makeRoot(join(folder, "exman"));
  addRuns(root, range(1, 4));
});

function ceteris(...args: readonly string[]): Promise<Answer> {
  return callCeteris(args, { cwd: folder });
}

/** What a person sees who answers the question of a command on a terminal. */
function answering(
  answer: string,
  ...args: readonly string[]
): { exit: number | null; seen: string } {
  const { CETERIS_ROOT: _, ...env } = process.env;
  const pty = join(import.meta.dirname, "programs/answer-in-terminal.py");
  const words = [pty, answer, process.execPath, PROGRAM, ...args];
  const { status, stdout } = spawnSync("python3", words, { cwd: folder, env, encoding: "utf8" });
  return { exit: status, seen: stdout.replaceAll("\r\n", "\n") };
}

function runs(): string[] {
  return readdirSync(join(root, "runs"));
}

describe("delete", () => {
  it("hides, and restore shows again; an ID that is not there is a warning and exit code 1", async () => {
    const { exit, err } = await ceteris("delete", "1", "2", "77");
    expect(exit).toBe(1);
    expect(err).toBe(
      `warning: There is no run 77 in ${root}; ids here go from 1 to 4.\nhid 2 runs; ceteris restore ID… shows them again\n`,
    );
    expect(readdirSync(join(root, "index"))).toEqual([`${runName(3)}.yaml`, `${runName(4)}.yaml`]);
    expect(runs()).toHaveLength(4);
    expect(await ceteris("delete", "1")).toEqual({
      exit: 0,
      out: "",
      err: `warning: ${runName(1)} is not linked from index/, so that no table shows it; --all deletes its files too\n`,
    });
    expect((await ceteris("restore")).out).toMatch(
      /^run +deleted +from +marks\n000001-\S+ +hidden +runs\/.*\n000002-\S+ +hidden +runs\/.*\n$/,
    );
    expect((await ceteris("restore", "1", "2", "--json")).out).toBe(
      `{"restored":["${runName(1)}","${runName(2)}"]}\n`,
    );
    expect(readdirSync(join(root, "index"))).toHaveLength(4);
  });

  it("fails where none of the IDs is there", async () => {
    expect(await ceteris("delete", "77", "78")).toEqual({
      exit: 1,
      out: "",
      err: `ceteris: There is no run 77 in ${root}; ids here go from 1 to 4.\n`,
    });
  });

  it("--all asks on a terminal, and takes yes alone for a yes", () => {
    for (const answer of ["yeah\r", "\x03"]) {
      const { exit, seen } = answering(answer, "delete", "--all", "1", "2");
      expect(exit).toBe(1);
      expect(seen).toContain(
        `Move ${runName(1)} and ${runName(2)} to the trash, with their marks? [y/N]`,
      );
      expect(seen).toContain("Nothing is deleted");
      expect(runs()).toHaveLength(4);
    }
    const { exit, seen } = answering("y\r", "delete", "--all", "1", "2");
    expect(exit).toBe(0);
    expect(seen).toContain("moved 2 runs to the trash; ceteris restore ID…");
    expect(runs()).toEqual([runName(3), runName(4)]);
  });

  it("--all is refused without a terminal, and needs none with --yes", async () => {
    const { exit, err } = await ceteris("delete", "--all", "1");
    expect({ exit, err }).toEqual({
      exit: 2,
      err: `ceteris: There is no terminal to ask "Move ${runName(1)} to the trash, with its marks?" on; add --yes to do it without a question.\n`,
    });
    expect(runs()).toHaveLength(4);
    expect((await ceteris("delete", "--all", "--yes", "--json", "1")).out).toBe(
      `{"deleted":["${runName(1)}"]}\n`,
    );
    expect((await ceteris("restore")).out).toMatch(
      /^run +deleted +from +marks\n000001-.* runs\/\n$/,
    );
    const { out } = await ceteris("restore", "--json");
    expect(JSON.parse(out)).toMatchObject([{ folder: "runs", listed: true, marks: [] }]);
  });

  it("--empty-trash asks too, and frees the space", async () => {
    await ceteris("delete", "--all", "--yes", "1", "2");
    expect((await ceteris("delete", "--empty-trash")).exit).toBe(2);
    const { exit, seen } = answering("y\r", "delete", "--empty-trash");
    expect(seen).toContain("Delete 2 runs in the trash of ");
    expect(exit).toBe(0);
    expect(existsSync(join(root, ".ceteris/trash"))).toBe(false);
    expect((await ceteris("delete", "--empty-trash")).err).toBe("deleted 0 runs for good\n");
    expect((await ceteris("restore")).err).toBe("the trash is empty, and no run is hidden\n");
  });

  it("says what is wrong with a line that it cannot take", async () => {
    expect(await ceteris("delete")).toMatchObject({
      exit: 2,
      err: expect.stringContaining("Too few"),
    });
    expect(await ceteris("delete", "--empty-trash", "1")).toMatchObject({ exit: 2 });
  });
});

describe("mark", () => {
  it("marks the runs that are there, each once, and warns of the others", async () => {
    const { exit, err } = await ceteris("mark", "best", "1", "000001", "77", "2");
    expect({ exit, err }).toEqual({
      exit: 1,
      err: `warning: There is no run 77 in ${root}; ids here go from 1 to 4.\nmarked 2 runs as best\n`,
    });
    expect(readdirSync(join(root, "marked/best"))).toEqual([runName(1), runName(2)]);
    expect((await ceteris("mark", "best", "1")).exit).toBe(0);
    expect(await ceteris("unmark", "best", "77", "1", "3", "--json")).toEqual({
      exit: 1,
      out: `{"mark":"best","removed":1,"without":["${runName(3)}"]}\n`,
      err: `warning: There is no run 77 in ${root}; ids here go from 1 to 4.\nwarning: ${runName(3)} was not marked best\n`,
    });
  });
});

describe("--json", () => {
  it("has what a command did, for a script", async () => {
    const [one, two] = [runName(1), runName(2)];
    for (const [words, answer] of [
      [["mark", "best", "1", "2"], { mark: "best", ids: [one, two] }],
      [["delete", "1"], { deleted: [one], hidden: [] }],
      [["delete", "1"], { deleted: [], hidden: [one] }],
      [["restore", "1"], { restored: [one] }],
      [["delete", "--all", "--yes", "1"], { deleted: [one] }],
      [["delete", "--empty-trash", "--yes"], { emptied: true }],
    ] as const)
      expect(JSON.parse((await ceteris(...words, "--json")).out)).toEqual(answer);
    expect(readdirSync(join(root, "marked/best"))).toEqual([two]);
  });
});

it("names five of the runs that would go to the trash, and how many more", async () => {
  addRuns(root, range(5, 3));
  const ids = range(1, 7).map(String);
  const names = range(1, 5).map(runName).join(", ");
  expect((await ceteris("delete", "--all", ...ids)).err).toContain(
    `"Move ${names} and 2 more to the trash, with their marks?"`,
  );
});
