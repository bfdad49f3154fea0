import { describe, expect, it } from "vitest";
import { countText } from "../../src/util/count-text.js";
import {
  decimalsFor,
  formatDecimals,
  formatP,
  formatSignificant,
} from "../../src/util/format-number.js";
import { listWords } from "../../src/util/list-words.js";
import { nearestName } from "../../src/util/nearest-name.js";
import { wellFormedJson } from "../../src/util/well-formed-json.js";

it("JSON holds no surrogate that stands alone, and all else as it is", () => {
  const whole = { "a😀": ["\\ud83d", "\\\\", "\u0001\n\ufffd", "😀\\"], b: 1.5 };
  expect(JSON.parse(wellFormedJson(whole))).toEqual(whole);
  const cut = { "k\ud83d": "\ud83d cut", other: ["\\\ude00", "\ude00\ud83d", "\ud83d😀"] };
  expect(JSON.parse(wellFormedJson(cut))).toEqual({
    "k\ufffd": "\ufffd cut",
    other: ["\\\ufffd", "\ufffd\ufffd", "\ufffd😀"],
  });
});

describe("numbers as people read them", () => {
  it.each([
    [1.005, 2, "1.00"],
    [-0.5, 1, "−0.5"],
    [-0.0001, 2, "0.00"],
    [0, 0, "0"],
    [1e12, 2, "1e+12"],
    [1e-12, 12, "1e−12"],
    [NaN, 2, "–"],
    [Infinity, 2, "∞"],
    [-Infinity, 2, "−∞"],
  ])("%d with %d decimals is %s", (value, decimals, expected) => {
    expect(formatDecimals(value, decimals)).toBe(expected);
  });

  it.each([
    [123456, 3, "123000"],
    [-0.00012345, 2, "−0.00012"],
    [7, 3, "7"],
  ])("%d to %d digits is %s", (value, digits, expected) => {
    expect(formatSignificant(value, digits)).toBe(expected);
  });

  it.each([
    [0.0042, 4],
    [0.5, 2],
    [12, 0],
    [1234, 0],
    [0, 3],
  ])("shows two digits of %d with %d decimals", (size, decimals) => {
    expect(decimalsFor(size)).toBe(decimals);
  });

  it.each([
    [0.0000001, "< 0.001"],
    [0.001, "= 0.001"],
    [0.01234, "= 0.012"],
    [0.03, "= 0.030"],
    [0.2, "= 0.200"],
    [1, "= 1.000"],
    [NaN, "not defined"],
  ])("p of %d is %s", (p, expected) => {
    expect(formatP(p)).toBe(expected);
  });
});

describe("words", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ])("joins %j", (words, expected) => {
    expect(listWords(words)).toBe(expected);
    expect(listWords(words, "or")).toBe(expected.replace("and", "or"));
  });

  it("counts one thing and several", () => {
    expect([0, 1, 2].map((count) => countText(count, "run"))).toEqual([
      "0 runs",
      "1 run",
      "2 runs",
    ]);
  });
});

describe("nearestName", () => {
  const names = ["val_accuracy", "val_loss", "optimizer", "lr", "min", "max", "seed"];
  it.each([
    ["val_acuracy", "val_accuracy"],
    ["optimiser", "optimizer"],
    ["OPTIMIZER", "optimizer"],
    ["mni", "min"],
    ["Lr", "lr"],
    ["l", "lr"],
    ["sede", "seed"],
    ["learning_rate", undefined],
    ["zzz", undefined],
    ["", undefined],
  ])("of %j is %s", (wanted, expected) => {
    expect(nearestName(wanted, names)).toBe(expected);
  });
});
