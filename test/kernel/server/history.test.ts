import { expect, test } from "vitest";
import { History } from "../../../src/kernel/server/history.js";

const CODES = ["a + 1", "x.y(2)", "a + 1", "let s =\n'*'"];

const history = new History();
CODES.forEach((code, place) => history.add({ line: place + 1, code, output: null }));

/** Lines of the entries that a request finds. */
function lines(request: Record<string, unknown>): number[] {
  return history.reply(request).history.map(([, line]) => line);
}

test.each([
  [{ hist_access_type: "tail", n: 2 }, [3, 4]],
  [{ hist_access_type: "tail", n: 0 }, []],
  [{ hist_access_type: "range", session: 0, start: 2, stop: 4 }, [2, 3]],
  [{ hist_access_type: "range", session: 1 }, [1, 2, 3, 4]],
  [{ hist_access_type: "range", session: -1 }, []],
  [{ hist_access_type: "search", pattern: "a*" }, [1, 3]],
  [{ hist_access_type: "search", pattern: "a*", unique: true }, [3]],
  [{ hist_access_type: "search", pattern: "a*", n: 1 }, [3]],
  [{ hist_access_type: "search", pattern: "x?y(*)" }, [2]],
  [{ hist_access_type: "search", pattern: "x.y" }, []],
  [{ hist_access_type: "search", pattern: "let*'" }, [4]],
  [{ hist_access_type: "search" }, [1, 2, 3, 4]],
])("%o finds the lines %o", (request, expected) => {
  expect(lines(request)).toEqual(expected);
});

test("entries hold session, line and code, or the code with its output", () => {
  const own = new History();
  own.add({ line: 7, code: "6 * 7", output: "42" });
  const request = { hist_access_type: "tail", n: 1 };
  expect(own.reply(request)).toEqual({ status: "ok", history: [[1, 7, "6 * 7"]] });
  expect(own.reply({ ...request, output: true }).history).toEqual([[1, 7, ["6 * 7", "42"]]]);
});
