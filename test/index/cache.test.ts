import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runOf } from "../../src/frame/run-batch.js";
import { cacheFolders } from "../../src/index/cache/cache-folder.js";
import { SegmentCache } from "../../src/index/cache/segment-cache.js";
import { type Segment, SegmentBuilder } from "../../src/index/cache/segment.js";
import { Index } from "../../src/index/run-index.js";
import { openRoot } from "../../src/store/open-root.js";
import {
  addRows,
  addRun,
  addRuns,
  makeRoot,
  paramsText,
  range,
  runName,
} from "../tools/many-runs.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { everythingOf, uncached } from "./everything.js";
import { settle, settledRoots } from "./settled-root.js";

const newRoot = settledRoots(22);

function cacheOf(root: string): string {
  return join(root, ".ceteris", "cache", "known-files");
}

function segmentFiles(root: string): string[] {
  const folder = cacheOf(root);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".segment"))
    .map((file) => join(folder, file));
}

/** Writes other params into the cache, without a change of the files: the next load shows whether it looks there. */
function tamper(root: string): void {
  const cache = new SegmentCache(cacheFolders(openRoot(root), undefined, null));
  cache.write(cache.read().map(withOtherRates(root)));
}

function withOtherRates(root: string): (segment: Segment) => Segment {
  return (segment) => {
    const builder = new SegmentBuilder(root);
    for (const row of range(0, segment.batch.length)) {
      const params = new Map(runOf(segment.batch, row).params).set("lr", 42);
      builder.addRow({ ...runOf(segment.batch, row), params }, segment.notes.of(row));
    }
    return builder.finish();
  };
}

describe("the cache", () => {
  it("is what runs come from whose files have not changed", async () => {
    const root = newRoot();
    await new Index(root).info();
    tamper(root);
    addRun(root, 71);
    writeFileSync(join(root, "runs", runName(3), "params.yaml"), paramsText(3, 0.5));
    const rates = (await new Index(root).info()).array("lr");
    expect(rates).toEqual([42, 42, 0.5, ...range(4, 67).map(() => 42), 0.1 / 71]);
  });

  it("is not written for a root that is read as fast without", async () => {
    const root = makeRoot(temporaryFolder());
    addRuns(root, range(1, 20));
    await new Index(root).info();
    expect(readdirSync(root)).toEqual(["fails", "index", "marked", "runs", "tmp"]);
  });

  it("hides itself from git", async () => {
    const root = newRoot();
    await new Index(root).info();
    expect(readFileSync(join(root, ".ceteris", ".gitignore"), "utf8")).toBe("*\n");
  });

  it("is kept in another folder where one is named, and nowhere where it is turned off", async () => {
    const root = newRoot();
    const folder = join(temporaryFolder(), "caches");
    await new Index(root, { cache: false }).info();
    await new Index(root, { cache: folder }).info();
    expect(existsSync(join(root, ".ceteris"))).toBe(false);
    expect(readdirSync(folder)).toHaveLength(1);
    expect(await everythingOf(new Index(root, { cache: folder }))).toEqual(await uncached(root));
  });

  it("is in the user's cache directory where the root cannot be written", async () => {
    const root = newRoot();
    writeFileSync(join(root, ".ceteris"), "no folder can be made here");
    const home = temporaryFolder();
    process.env["XDG_CACHE_HOME"] = home;
    onTestFinished(() => void delete process.env["XDG_CACHE_HOME"]);
    await new Index(root).info();
    const files = readdirSync(join(home, "ceteris"), { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.endsWith("manifest.json"))).toHaveLength(1);
    expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
  });

  it("is none where no folder can be made, and holds no load up", async () => {
    const root = newRoot();
    const index = new Index(root, { cache: "/proc/ceteris/cache" });
    expect((await index.info()).numRows()).toBe(70);
    expect(existsSync("/proc/ceteris")).toBe(false);
  });

  it("goes with a root that is moved, and says where its damage is now", async () => {
    const root = newRoot();
    writeFileSync(join(root, "runs", runName(5), "run.json"), "no json");
    await settle();
    await new Index(root).info();
    const moved = `${root}-moved`;
    renameSync(root, moved);
    tamper(moved);
    const index = new Index(moved);
    expect((await index.info()).array("lr")).toEqual(range(1, 70).map(() => 42));
    const fresh = new Index(moved, { cache: false });
    await fresh.info();
    expect(index.problems).toEqual(fresh.problems);
    expect(index.problems).toHaveLength(1);
  });

  it("of other statistics files is another", async () => {
    const root = newRoot();
    await new Index(root).info();
    const other = await new Index(root, { statistics: "none-*.csv" }).info();
    expect(other.columnNames()).not.toContain("loss");
  });

  it("does not hide files that appear deep in a run, where a pattern looks for them", async () => {
    const root = newRoot();
    const index = new Index(root, { statistics: "**/deep.csv" });
    mkdirSync(join(root, "runs", runName(1), "sub"));
    await settle();
    expect((await index.info()).columnNames()).not.toContain("late");
    writeFileSync(join(root, "runs", runName(1), "sub", "deep.csv"), "step,late\n0,1\n");
    expect((await index.info()).array("late")[0]).toBe(1);
  });

  it("is forgotten by refresh", async () => {
    const root = newRoot();
    const index = new Index(root);
    await index.info();
    tamper(root);
    await index.refresh();
    expect(existsSync(cacheOf(root))).toBe(false);
    expect(await everythingOf(index)).toEqual(await uncached(root));
  });

  it("stays small while runs grow", async () => {
    const root = newRoot();
    const index = new Index(root);
    await index.info();
    for (const round of range(0, 10)) {
      for (const id of range(1, 70)) addRows(join(root, "runs", runName(id)), id, 2 + round, 1);
      await index.info();
    }
    addRuns(root, range(71, 70));
    await index.info();
    expect(segmentFiles(root).length).toBeLessThan(6);
    expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
  });
});

describe("a cache that several indexes write", () => {
  it("serves each of them, though they remove each other's segments", async () => {
    const root = newRoot();
    const indexes = [new Index(root), new Index(root), new Index(root)];
    for (const index of indexes) await index.info();
    for (const round of range(0, 6)) {
      for (const id of range(1, 70)) addRows(join(root, "runs", runName(id)), id, 2 + round, 1);
      await indexes[round % 3]!.info();
      expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
    }
    const expected = await uncached(root);
    for (const index of indexes) expect(await everythingOf(index)).toEqual(expected);
  });
});

/** Ways in which a cache can be something else than what was written. */
const DAMAGES: Readonly<Record<string, (root: string) => void>> = {
  "a segment that is cut": (root) =>
    eachSegment(root, (file) => truncateSync(file, statSync(file).size / 2)),
  "an empty segment": (root) => eachSegment(root, (file) => truncateSync(file, 0)),
  "a segment with another byte": (root) =>
    eachSegment(root, (file) => {
      const bytes = readFileSync(file);
      bytes[bytes.length >> 1]! ^= 1;
      writeFileSync(file, bytes);
    }),
  "no segment": (root) => eachSegment(root, (file) => rmSync(file)),
  "a folder in the place of a segment": (root) =>
    eachSegment(root, (file) => {
      rmSync(file);
      mkdirSync(file);
    }),
  "an empty manifest": (root) => writeManifest(root, ""),
  "a manifest that is cut": (root) => writeManifest(root, '{"format":"1/'),
  "a manifest that is a list": (root) => writeManifest(root, "[1, null]"),
  "a manifest of another version": (root) =>
    writeManifest(root, readManifest(root).replace(/"format":"[^"]*"/, '"format":"0/0.0.0"')),
  "a manifest that leads elsewhere": (root) =>
    writeManifest(
      root,
      readManifest(root).replace(/"segments":\[/, '"segments":["../../../etc/passwd",7,'),
    ),
};

function eachSegment(root: string, change: (file: string) => void): void {
  for (const file of segmentFiles(root)) change(file);
}

function readManifest(root: string): string {
  return readFileSync(join(cacheOf(root), "manifest.json"), "utf8");
}

function writeManifest(root: string, text: string): void {
  writeFileSync(join(cacheOf(root), "manifest.json"), text);
}

describe("a damaged cache", () => {
  it.each(Object.keys(DAMAGES))("with %s is thrown away", async (damage) => {
    const root = newRoot();
    await new Index(root).info();
    DAMAGES[damage]!(root);
    expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
    expect(await everythingOf(new Index(root))).toEqual(await uncached(root));
  });

  it("of a root that was copied with it is not taken for that of the copy", async () => {
    const copy = join(temporaryFolder(), "copy");
    const root = newRoot();
    await new Index(root).info();
    tamper(root);
    cpSync(root, copy, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    expect(await everythingOf(new Index(copy))).toEqual(await uncached(copy));
  });
});
