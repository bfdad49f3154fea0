import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readTraceback } from "../../src/store/read-traceback.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";

const folder = newFolder();
afterAll(() => removeFolder(folder));

const path = join(folder, "traceback.txt");
const reported: string[] = [];
const read = (): unknown => readTraceback(folder, (_path, kind) => reported.push(kind));

test("is the last line with anything on it, and the path", () => {
  expect(read()).toBeNull();
  writeFileSync(
    path,
    'Traceback (most recent call last):\r\n  File "a.py"\r\nValueError: x\r\n\r\n',
  );
  expect(read()).toEqual({ path, reason: "ValueError: x" });
  writeFileSync(path, "");
  expect(read()).toEqual({ path, reason: "" });
  expect(reported).toEqual([]);
});

test("that cannot be read is reported", () => {
  const place = join(folder, "run");
  mkdirSync(join(place, "traceback.txt"), { recursive: true });
  expect(readTraceback(place, (_path, kind) => reported.push(kind))).toBeNull();
  expect(reported).toEqual(["unreadable"]);
});
