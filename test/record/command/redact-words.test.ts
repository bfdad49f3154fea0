import { expect, it } from "vitest";
import { lineWords, parseWords } from "../../../src/record/command/command-words.js";
import { lineParams } from "../../../src/record/command/line-params.js";
import { redactWords } from "../../../src/record/command/redact-words.js";

it.each([
  ["mysql -pSEKRIT db", "mysql -p[redacted] db", {}],
  ["p --ghp_0123456789abcdefABCDEF0123456789abcd -v", "p --[redacted] -v", { v: true }],
  ["p --password~~SEKRIT x", "p --password~[redacted] x", { arg2: "x" }],
  ["p x --token=SEKRIT data.csv", "p x --token=[redacted] data.csv", { arg2: "data.csv" }],
  ["p --token SEKRIT data.csv --lr 1", "p --token [redacted] [redacted] --lr 1", { lr: 1 }],
])("%s is recorded as %s", (line, recorded, params) => {
  const redacted = redactWords(parseWords(line.split(" ")));
  expect(lineWords(redacted).join(" ")).toBe(recorded);
  expect(lineParams(redacted.items).params).toMatchObject(params);
  expect(JSON.stringify(redacted)).not.toMatch(/SEKRIT|ghp_/);
});
