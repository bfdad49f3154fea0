import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { paramsVariable, pythonJson } from "../../../src/record/command/child-params.js";
import { PYTHON } from "../../tools/project.js";

it("params for a program have the values and types to Python's json that they had", () => {
  const params = {
    lr: 1e-5,
    clip: Infinity,
    floor: -Infinity,
    none: null,
    missing: NaN,
    seed: 9007199254740993n,
    hidden: [64, [32, 0.5]],
    nested: { "é\n": "\ud800", ["__proto__"]: true },
    absent: undefined,
  };
  const script = "import json, sys; print(ascii(json.loads(sys.argv[1])))";
  const read = execFileSync(PYTHON, ["-c", script, pythonJson(params)], { encoding: "utf8" });
  expect(read).toBe(
    "{'lr': 1e-05, 'clip': inf, 'floor': -inf, 'none': None, 'missing': nan, " +
      "'seed': 9007199254740993, 'hidden': [64, [32, 0.5]], " +
      "'nested': {'\\xe9\\n': '\\ud800', '__proto__': True}, 'absent': None}\n",
  );
});

it("a program finds no param that is recorded without its secret", () => {
  const params = { lr: 0.1, token: "[redacted]", db: { url: "https://[redacted]@h" }, n: null };
  expect(paramsVariable(params, "/")).toBe('{"lr": 0.1, "n": null}');
});
