import { execFileSync } from "node:child_process";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { examineRoot } from "../../src/index/doctor.js";
import { Index } from "../../src/index/run-index.js";
import { built } from "../tools/built.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { fixtureCases, fixtureRoot, readExpected } from "./fixture.js";

/** `ceteris` as a function of the shell. */
const CETERIS = `ceteris() { "${process.execPath}" "${built("cli", "main.js")}" "$@"; }; `;
const RUN = "000001-2026-11-21-10-00-01";

/** Four runs; 2 is marked best, 3 and others below paper. No damage. */
function healthyRoot(): string {
  const root = join(temporaryFolder(), "exman");
  cpSync(fixtureRoot("yaml-link-marks"), root, { recursive: true, verbatimSymlinks: true });
  return root;
}

async function found(root: string): Promise<[string, string][]> {
  const { findings } = await examineRoot(root);
  return findings.map(({ path, kind }) => [relative(root, path), kind]);
}

/** Every entry of a folder, with what would tell that it was touched. */
function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => {
      const { mode, size, mtimeMs, ctimeMs } = lstatSync(join(folder, name));
      return [name, mode, size, mtimeMs, ctimeMs].join(" ");
    });
}

/** An hour and a second ago. */
function makeOld(path: string): void {
  const time = Date.now() / 1000 - 3601;
  utimesSync(path, time, time);
}

describe("a root", () => {
  it.each(["digits-exman", "odd-directories", "run-status", "texts-that-spell-values"])(
    "without damage has no findings, save runs that are hidden: %s",
    async (name) => {
      const { findings } = await examineRoot(fixtureRoot(name));
      // run-status has a thirteenth run, which index/ does not link
      expect(findings.map(({ kind }) => kind)).toEqual(name === "run-status" ? ["hidden-run"] : []);
    },
  );

  it.each(fixtureCases())(
    "is told everything that its loads report, with a remedy: %s",
    async (name) => {
      const root = fixtureRoot(name);
      const { findings, runs } = await examineRoot(root);
      const { loads } = readExpected(name);
      const expected = loads.flatMap(({ problems }) => problems.map((pair) => pair.join()));
      const told = findings.map(({ path, kind }) => [relative(root, path), kind].join());
      expect(told).toEqual(expect.arrayContaining(expected));
      expect(new Set(told.filter((pair) => expected.includes(pair))).size).toBe(
        new Set(expected).size,
      );
      for (const { remedy } of findings) expect(remedy).toMatch(/^[A-Z].*\.$/);
      expect(runs).toBeGreaterThanOrEqual(loads[0]!.ids.length);
    },
  );

  it("is not changed by an examination, nor is a cache left in it", async () => {
    const root = healthyRoot();
    rmSync(join(root, "tmp"), { recursive: true });
    writeFileSync(join(root, "runs", RUN, "params.yaml"), "lr: [1");
    const before = listing(root);
    expect((await examineRoot(root)).findings).not.toEqual([]);
    expect(listing(root)).toEqual(before);
  });

  it("that is none is refused", async () => {
    await expect(examineRoot(temporaryFolder())).rejects.toThrow(/is no root, it lacks runs\//);
  });
});

describe("what no load looks at", () => {
  it("is found, and the commands that are told mend it", async () => {
    const root = healthyRoot();
    for (const folder of ["marked", "fails", "tmp"])
      rmSync(join(root, folder), { recursive: true, force: true });
    rmSync(join(root, "index", `${RUN}.yaml`));
    const odd = "000007-2026-11-21-10-00-07-it's two  words";
    cpSync(join(root, "runs", RUN), join(root, "runs", odd), { recursive: true });
    writeFileSync(join(root, "runs", odd, "params.yaml"), "lr: 7\nid: 7\n");
    const absolute = join(root, "index", "000002-2026-11-21-10-00-02.yaml");
    rmSync(absolute);
    symlinkSync(join(root, "runs/000002-2026-11-21-10-00-02/params.yaml"), absolute);
    expect(await found(root)).toEqual([
      ["fails", "missing-folder"],
      ["index/000002-2026-11-21-10-00-02.yaml", "absolute-link"],
      ["marked", "missing-folder"],
      [`runs/${RUN}`, "hidden-run"],
      [`runs/${odd}`, "hidden-run"],
      ["tmp", "missing-folder"],
    ]);
    for (const { command } of (await examineRoot(root)).findings)
      execFileSync("bash", ["-c", `${CETERIS}${command!}`], { cwd: root, stdio: "pipe" });
    expect(await examineRoot(root)).toEqual({ runs: 5, findings: [] });
    expect(readlinkSync(absolute)).toBe("../runs/000002-2026-11-21-10-00-02/params.yaml");
    expect(readlinkSync(join(root, "index", `${RUN}.yaml`))).toBe(`../runs/${RUN}/params.yaml`);
  });

  it("is a folder with the name of a run alone, which is none to be brought back", async () => {
    const root = healthyRoot();
    const path = "runs/000009-2026-11-21-10-00-09";
    mkdirSync(join(root, path, "checkpoints"), { recursive: true });
    expect(await found(root)).toEqual([[path, "stray-entry"]]);
    await expect(new Index(root).restore([9])).rejects.toThrow(
      /is hidden, and none is in its trash/,
    );
  });

  it("are entries that are no runs, and what a recorder left behind an hour ago", async () => {
    const root = healthyRoot();
    writeFileSync(join(root, "runs/notes.txt"), "");
    mkdirSync(join(root, "fails/backup"));
    writeFileSync(join(root, "tmp", RUN), "a file named as a run");
    writeFileSync(join(root, "marked/readme"), "");
    for (const name of [".new-0123456789ab", ".new-ba9876543210", ".hidden"])
      mkdirSync(join(root, "runs", name));
    mkdirSync(join(root, "fails", `.${RUN}.0123456789ab.tmp`));
    mkdirSync(join(root, "experiments"), { recursive: true });
    const files = [
      `runs/${RUN}/.run.json.0123456789ab.tmp`,
      "experiments/.a.json.0123456789ab.tmp",
    ];
    for (const path of [...files, `runs/${RUN}/.run.json.ba9876543210.tmp`])
      writeFileSync(join(root, path), "{");
    for (const path of [
      ...files,
      "runs/.new-0123456789ab",
      "runs/.hidden",
      `fails/.${RUN}.0123456789ab.tmp`,
    ])
      makeOld(join(root, path));
    expect(await found(root)).toEqual([
      [files[1], "leftover"],
      [`fails/.${RUN}.0123456789ab.tmp`, "leftover"],
      ["fails/backup", "stray-entry"],
      ["marked/readme", "stray-entry"],
      ["runs/.new-0123456789ab", "leftover"],
      [files[0], "leftover"],
      ["runs/notes.txt", "stray-entry"],
      [`tmp/${RUN}`, "stray-entry"],
    ]);
  });

  it("are marks without runs, the outermost of each", async () => {
    const root = healthyRoot();
    mkdirSync(join(root, "marked/empty/nested"), { recursive: true });
    mkdirSync(join(root, "marked/paper/figure-9"));
    mkdirSync(join(root, "marked/lost"));
    symlinkSync(`../../runs/${RUN}-gone`, join(root, "marked/lost", `${RUN}-gone`));
    expect(await found(root)).toEqual([
      ["marked/empty", "empty-mark"],
      ["marked/lost", "empty-mark"],
      [`marked/lost/${RUN}-gone`, "dangling-link"],
      ["marked/paper/figure-9", "empty-mark"],
    ]);
  });

  it("are not links of a root that was opened by another path, nor runs on another disk", async () => {
    const root = healthyRoot();
    const disk = join(temporaryFolder(), "disk");
    cpSync(join(root, "runs"), disk, { recursive: true });
    rmSync(join(root, "runs"), { recursive: true });
    symlinkSync(disk, join(root, "runs"));
    symlinkSync(root, `${root}-alias`);
    expect(await found(`${root}-alias`)).toEqual([]);
  });
});

it("a damaged run of several marks is told once", async () => {
  const root = healthyRoot();
  writeFileSync(join(root, "runs/000004-2026-11-21-10-00-04/params.yaml"), "lr: [1");
  mkdirSync(join(root, "marked/again"));
  symlinkSync(
    "../../runs/000004-2026-11-21-10-00-04",
    join(root, "marked/again/000004-2026-11-21-10-00-04"),
  );
  expect(await found(root)).toEqual([
    ["runs/000004-2026-11-21-10-00-04/params.yaml", "invalid-yaml"],
  ]);
});
