import { describe, expect, it } from "vitest";
import { parseParameter } from "../../../src/kernel/notebook/parse-parameter.js";

describe("parseParameter", () => {
  // integers are bigints, floats are numbers; the meaning is that of YAML 1.2
  it.each<[string, unknown]>([
    ["1", 1n],
    ["-3", -3n],
    ["0x10", 16n],
    ["007", 7n],
    ["12345678901234567890", 12345678901234567890n],
    ["1.0", 1],
    ["1e-3", 0.001],
    ["-.inf", -Infinity],
    ["true", true],
    ["null", null],
    ["", ""],
    ["no", "no"],
    ["adam", "adam"],
    ["2026-11-21", "2026-11-21"],
    ["1,2", "1,2"],
    ["a: b # c", "a: b # c"],
    ["- x", "- x"],
    ["*a", "*a"],
    [" padded ", " padded "],
    ["a=b", "a=b"],
    ['"1"', "1"],
    ["'it''s'", "it's"],
    ['"a\\nb"', "a\nb"],
    ["[1, 2.5, adam, null]", [1n, 2.5, "adam", null]],
    ["[]", []],
    [
      '{"a": [1], b: x}',
      new Map<string, unknown>([
        ["a", [1n]],
        ["b", "x"],
      ]),
    ],
  ])("reads the value %j", (text, value) => {
    expect(parseParameter(`name=${text}`)).toEqual({ name: "name", value });
  });

  it("keeps a float that is not a number", () => {
    expect(parseParameter("x=.nan").value).toBeNaN();
  });

  it.each(["lr", "=1", ""])("refuses %j", (argument) => {
    expect(() => parseParameter(argument)).toThrow(
      `The parameter "${argument}" is not of the form NAME=VALUE; write it as in lr=0.1.`,
    );
  });

  it.each(["a=[1,", 'a="x', "a={b: 1", "a=[1] 2"])("refuses the value in %j", (argument) => {
    expect(() => parseParameter(argument)).toThrow(
      /^The value of the parameter a cannot be read \(/,
    );
  });
});
