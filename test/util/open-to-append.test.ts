import { closeSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openToAppend } from "../../src/util/open-to-append.js";
import { succeed } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

it("appends to a file, and to nothing else", async () => {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  for (const text of ["a", "b"]) {
    const file = openToAppend(at("file"));
    writeSync(file, text);
    closeSync(file);
  }
  expect(readFileSync(at("file"), "utf8")).toBe("ab");
  symlinkSync(at("outside"), at("link"));
  mkdirSync(at("folder"));
  await succeed("mkfifo", [at("pipe")]);
  for (const name of ["link", "pipe"])
    expect(() => openToAppend(at(name))).toThrow(`${at(name)} is a link or no file`);
  expect(() => openToAppend(at("folder"))).toThrow("EISDIR");
  expect(existsSync(at("outside"))).toBe(false);
});
