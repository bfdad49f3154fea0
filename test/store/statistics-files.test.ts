import { describe, expect, it } from "vitest";
import { checkPatterns } from "../../src/store/statistics-files.js";

describe("checkPatterns", () => {
  it.each(["*.csv", "eval/*.jsonl", "**/scores-*.csv", "{a,b}.csv", "..a/b..csv"])(
    "takes %s",
    (pattern) => {
      expect(() => checkPatterns([pattern])).not.toThrow();
    },
  );

  it.each([
    "../*/a.csv",
    "eval/../../a.csv",
    "{..,b}/a.csv",
    "/tmp/a.csv",
    "C:\\a.csv",
    "!a.csv",
    "",
  ])("refuses %s, which leads out of the run or is none", (pattern) => {
    expect(() => checkPatterns(["*.csv", pattern])).toThrow(
      `The pattern ${JSON.stringify(pattern)} of statistics files is none; give globs below`,
    );
  });
});
