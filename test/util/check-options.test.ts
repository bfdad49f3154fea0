import { describe, expect, it } from "vitest";
import {
  BOOLEAN,
  checkOptions,
  FUNCTION,
  isName,
  type OptionKinds,
  SIGNAL,
  shownValue,
} from "../../src/util/check-options.js";

interface Options {
  readonly failed?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: () => void;
}

const kinds: OptionKinds<Options> = { failed: BOOLEAN, signal: SIGNAL, onProgress: FUNCTION };

const failure = (options: unknown): string => {
  try {
    checkOptions("info", options, kinds);
    return "nothing was thrown";
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
};

describe("checkOptions", () => {
  it("takes options that exist, and passes over those that are undefined", () => {
    const signal = new AbortController().signal;
    for (const options of [
      {},
      { failed: false, signal, onProgress: () => {} },
      { failed: undefined },
      Object.create(null),
    ])
      expect(() => checkOptions("info", options, kinds)).not.toThrow();
  });

  it.each<[unknown, string]>([
    [{ faild: true }, "There is no option faild of info; did you mean failed?"],
    [
      { everything: undefined },
      "There is no option everything of info; there are: failed, signal, onProgress.",
    ],
    [
      { constructor: 1 },
      "There is no option constructor of info; there are: failed, signal, onProgress.",
    ],
    [{ failed: "yes" }, 'The option failed of info is "yes"; give true or false.'],
    [{ failed: null }, "The option failed of info is null; give true or false."],
    [
      { signal: 3 },
      "The option signal of info is 3; give an AbortSignal, such as AbortSignal.timeout(60_000).",
    ],
    [{ onProgress: {} }, "The option onProgress of info is {}; give a function."],
    [
      null,
      "The options of info are null; give an object of any of these: failed, signal, onProgress.",
    ],
    [
      "best",
      'The options of info are "best"; give an object of any of these: failed, signal, onProgress.',
    ],
    [
      [1],
      "The options of info are [ 1 ]; give an object of any of these: failed, signal, onProgress.",
    ],
  ])("refuses %j", (options, message) => {
    expect(failure(options)).toBe(`USAGE: ${message}`);
  });
});

describe("shownValue", () => {
  it("keeps large values to one short line", () => {
    const large = { list: Array.from({ length: 1000 }, String), text: "x\n".repeat(1000) };
    expect(shownValue(large).length).toBeLessThan(300);
    expect(shownValue(large)).not.toContain("\n");
    expect(shownValue("x".repeat(1000)).length).toBeLessThan(80);
  });
});

it("a name is a text that is not empty", () => {
  expect(["a", " ", "", 3, null, undefined, {}].map(isName)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
