import { expect, it } from "vitest";
import { wordValue } from "../../../src/record/command/word-value.js";

it.each([
  ["3", 3],
  ["-3", -3],
  ["+3", 3],
  ["0.5", 0.5],
  [".5", 0.5],
  ["1e-3", 0.001],
  ["1E5", 100000],
  ["1.5e+3", 1500],
  ["1_000", 1000],
  ["0x10", 16],
  ["9007199254740993", 9007199254740993n],
  ["inf", Infinity],
  ["-inf", -Infinity],
  ["NaN", NaN],
  ["true", true],
  ["False", false],
  ["yes", true],
  ["null", null],
  ["None", "None"],
  ["adam", "adam"],
  ["007", "007"],
  ["12:30", "12:30"],
  ["2026-11-21", "2026-11-21"],
  ["1.2.3", "1.2.3"],
  ["", ""],
  ["~", "~"],
])("%s stands for %s", (word, value) => {
  expect(wordValue(word)).toEqual(value);
});
