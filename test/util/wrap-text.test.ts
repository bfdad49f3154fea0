import { assert, integer, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../src/util/text-width.js";
import { wrapText } from "../../src/util/wrap-text.js";

describe("wrapText", () => {
  it.each<[string, number, string[]]>([
    ["first try: see #12", 10, ["first try:", "see #12"]],
    ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["a abcdefgh b", 4, ["a", "abcd", "efgh", "b"]],
    ["日本語テスト", 4, ["日本", "語テ", "スト"]],
    ["", 4, [""]],
    ["one line", Infinity, ["one line"]],
  ])("breaks %j at %d", (text, width, lines) => {
    expect(wrapText(text, width)).toEqual(lines);
  });

  it("loses no letter, and is never wider", () => {
    assert(
      property(string({ unit: "grapheme" }), integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrapText(text, width);
        expect(lines.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      }),
      { seed: 20261121 },
    );
  });
});
