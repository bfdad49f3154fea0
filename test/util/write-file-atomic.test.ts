import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { writeFileAtomic } from "../../src/util/write-file-atomic.js";

const folder = mkdtempSync(join(tmpdir(), "ceteris-atomic-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("replaces the text and leaves no temporary file", () => {
  const path = join(folder, "run.json");
  writeFileAtomic(path, "old");
  writeFileAtomic(path, "größer");
  expect(readFileSync(path, "utf8")).toBe("größer");
  writeFileAtomic(path, Uint8Array.of(0, 255));
  expect([...readFileSync(path)]).toEqual([0, 255]);
  expect(readdirSync(folder)).toEqual(["run.json"]);
});

it("leaves no temporary file where it fails", () => {
  mkdirSync(join(folder, "taken"));
  expect(() => writeFileAtomic(join(folder, "taken"), "text")).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect(readdirSync(folder)).toEqual(["run.json", "taken"]);
});
