import { expect, it } from "vitest";
import { overwrittenText } from "../../../src/kernel/notebook/overwritten-text.js";

it.each([
  ["plain\nlines\n", "plain\nlines\n"],
  [" 10%\r 50%\r100%\ndone\n", "100%\ndone\n"],
  ["loading…\rok", "okading…"], // a terminal clears nothing by itself
  ["a\r\nb\r\n", "a\nb\n"],
  ["12\b\b34", "34"],
  ["50%\r", "50%"],
])("%j is shown as %j", (text, shown) => {
  expect(overwrittenText(text)).toBe(shown);
});
