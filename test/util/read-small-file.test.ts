import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readBeginning, readSmallFile, readSmallText } from "../../src/util/read-small-file.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

it("reads a file whole up to its limit, also through a link, or its beginning alone", () => {
  const folder = temporaryFolder();
  const [path, link] = [join(folder, "a"), join(folder, "b")];
  const text = "0123456789".repeat(20_000); // more than is read at once
  writeFileSync(path, text);
  symlinkSync("a", link);
  expect(readSmallText(link)).toBe(text);
  expect(readSmallFile(path, text.length).toString()).toBe(text);
  expect(() => readSmallFile(path, text.length - 1)).toThrow(`${path} has more than 199999 bytes`);
  expect(readBeginning(path, 12).toString()).toBe("012345678901");
});

it("reads a file that tells no size", () => {
  expect(readSmallText("/proc/self/cmdline")).toBe(readFileSync("/proc/self/cmdline", "utf8"));
});

it("waits for no pipe, and takes no device or folder for a file", () => {
  const folder = temporaryFolder();
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  for (const path of [pipe, "/dev/zero", folder]) {
    expect(() => readSmallFile(path)).toThrow(`${path} is no file`);
    expect(readSmallText(path)).toBeNull();
  }
  expect(() => readSmallFile(join(folder, "gone"))).toThrow("ENOENT");
});
