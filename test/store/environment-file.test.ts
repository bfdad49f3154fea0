import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnvironment, saveEnvironment } from "../../src/store/environment-file.js";
import { rootLayout } from "../../src/store/layout.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const NODE = { node: { version: "v20.19.0" } };

describe("saveEnvironment", () => {
  it("writes each environment once, under the SHA-256 of its file", () => {
    const layout = rootLayout(temporaryFolder());
    const sha = saveEnvironment(layout, NODE);
    const path = join(layout.environments, `${sha}.json`);
    expect(createHash("sha256").update(readFileSync(path)).digest("hex")).toBe(sha);
    const { ino } = statSync(path);
    expect(saveEnvironment(layout, { node: { version: "v20.19.0" } })).toBe(sha);
    expect(statSync(path).ino).toBe(ino);
    const other = saveEnvironment(layout, { ...NODE, cuda: "12.4" });
    expect(readdirSync(layout.environments)).toEqual([`${sha}.json`, `${other}.json`].toSorted());
    expect(readEnvironment(layout, other)).toEqual({ ...NODE, cuda: "12.4" });
  });
});

describe("readEnvironment", () => {
  it("gives nothing for what is absent, damaged or no name of a file", () => {
    const layout = rootLayout(temporaryFolder());
    const sha = "a".repeat(64);
    expect(readEnvironment(layout, sha)).toBeNull();
    mkdirSync(layout.environments);
    for (const text of ['{"node": ', "[]", "null"]) {
      writeFileSync(join(layout.environments, `${sha}.json`), text);
      expect(readEnvironment(layout, sha)).toBeNull();
    }
    writeFileSync(join(layout.root, "x.json"), "{}");
    expect(readEnvironment(layout, "../x")).toBeNull();
  });
});
