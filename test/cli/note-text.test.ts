import { expect, test } from "vitest";
import { noteText } from "../../src/cli/note-text.js";

const MESSAGE =
  "ceteris: There is no param optimzer; did you mean optimizer?\n  loss ~ optimzer\n         ^";

test("wraps a sentence between words, and leaves the caret under its place", () => {
  expect(noteText(MESSAGE, 30).split("\n")).toEqual([
    "ceteris: There is no param",
    "optimzer; did you mean",
    "optimizer?",
    "  loss ~ optimzer",
    "         ^",
  ]);
});

test("leaves a message whole where no terminal reads it", () => {
  expect(noteText(MESSAGE)).toBe(MESSAGE);
});

test("escapes what a terminal would obey", () => {
  expect(noteText("warning: \u001b[31m/runs")).toBe("warning: \\u001b[31m/runs");
});
