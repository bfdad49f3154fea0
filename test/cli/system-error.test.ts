import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { systemErrorText } from "../../src/cli/system-error.js";

test("says in a sentence what the system refused", () => {
  expect(systemErrorText(thrown(() => readFileSync("/no/such/file")))).toBe(
    "The system refuses: no such file or directory, open '/no/such/file' (ENOENT); check the path, its permissions and the space on its disk.",
  );
});

test("leaves bugs alone, those that Node gives a code as well", () => {
  expect(systemErrorText(new TypeError("x is undefined"))).toBeUndefined();
  expect(systemErrorText(thrown(() => readFileSync(undefined as never)))).toBeUndefined();
});

function thrown(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}
