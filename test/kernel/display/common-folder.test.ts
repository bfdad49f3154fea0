import { expect, test } from "vitest";
import { commonFolder } from "../../../src/kernel/display/common-folder.js";

test.each([
  [["/data/exman/runs/1", "/data/exman/fails/2"], "/data/exman/"],
  [["/data/exman/runs/1", "/data/exman/runs/12"], "/data/exman/runs/"],
  [["/data/exman/runs/1"], "/data/exman/runs/"],
  [["C:\\data\\runs\\1", "C:\\data\\runs\\2"], "C:\\data\\runs\\"],
  [["/data/1", "/home/2"], ""],
  [["adam", "sgd"], ""],
  [["a/b", "a/c"], ""],
  [["/data/runs/1", null], ""],
  [[], ""],
])("of %o is %o", (values, expected) => {
  expect(commonFolder(values)).toBe(expected);
});
