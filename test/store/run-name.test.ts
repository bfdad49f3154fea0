import { describe, expect, it } from "vitest";
import { formatRunName, parseRunName } from "../../src/store/run-name.js";

describe("run names", () => {
  it.each([
    ["000007-2026-11-21-10-00-00", 7, null],
    ["000007-2026-11-21-10-00-00-name", 7, "name"],
    ["1234567-2026-11-21-10-00-00-a-b", 1234567, "a-b"],
    ["000007-2026-11-21-10-00-00-two words\nand a line", 7, "two words\nand a line"],
  ])("%j has the id %d and the name %j, and is written the same again", (directory, id, name) => {
    const parsed = parseRunName(directory)!;
    expect(parsed).toEqual({ id, time: new Date(2026, 10, 21, 10), name });
    expect(formatRunName(parsed)).toBe(directory);
  });

  it.each([
    [3, 7, "007-2026-11-21-10-00-00"],
    [3, 1234, "1234-2026-11-21-10-00-00"],
    [8, 7, "00000007-2026-11-21-10-00-00"],
  ])("with %d digits, the id %d is in %j", (zfill, id, directory) => {
    const time = new Date(2026, 10, 21, 10);
    expect(formatRunName({ id, time, name: null }, zfill)).toBe(directory);
    expect(parseRunName(directory)?.id).toBe(id);
  });

  it.each([
    "",
    "best",
    "000007",
    "000007-2026-11-21",
    "x-2026-11-21-10-00-00",
    "000007-2026-11-21-10-00-00-",
    "000007-2026-11-21-10-00-00.yaml",
    " 000007-2026-11-21-10-00-00",
  ])("%j is none", (directory) => {
    expect(parseRunName(directory)).toBeNull();
  });
});
