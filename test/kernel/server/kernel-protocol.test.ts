import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { jupyterEnvironment, KERNEL, OURS } from "../../tools/notebook.js";
import { installTestKernel, linkPackages } from "../../tools/notebook-workspace.js";
import { PROJECT, PYTHON } from "../../tools/project.js";
import { succeed } from "../../tools/run-program.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

const PROGRAM = join(PROJECT, "test/kernel/programs/kernel-protocol.py");

/** Cells for the tests of jupyter_kernel_test, under the names that it gives them. */
const SAMPLES = {
  language_name: "typescript",
  file_extension: ".ts",
  code_hello_world: 'console.log("hello, world")',
  code_stderr: 'console.error("careful")',
  completion_samples: [{ text: "Math.hyp", matches: ["hypot"] }],
  complete_code_samples: ["const a = 1", "for (const x of [1]) { x }"],
  incomplete_code_samples: ["function f() {", "[1, 2"],
  invalid_code_samples: ["const = 3"],
  code_generate_error: 'throw new Error("wrong")',
  code_execute_result: [
    { code: "6 * 7", result: "42" },
    { code: '"a" + "b"', result: "'ab'" },
  ],
  code_display_data: [
    { code: 'import * as tslab from "tslab"; tslab.display.html("<b>b</b>")', mime: "text/html" },
  ],
  code_inspect_sample: "Math.hypot",
};

const HISTORY = {
  code_history_pattern: "6 ? *",
  supported_history_operations: ["tail", "range", "search"],
};

const folder = newFolder();
linkPackages(folder);
const environment = jupyterEnvironment(installTestKernel(join(folder, "jupyter")));
afterAll(() => removeFolder(folder));

/** The outcome of each test, by its name. */
async function outcomes(kernel: string, samples: object): Promise<Record<string, string>> {
  const { stdout } = await succeed(PYTHON, [PROGRAM, kernel, JSON.stringify(samples)], {
    cwd: join(folder, "notebooks"),
    env: environment,
  });
  return JSON.parse(stdout) as Record<string, string>;
}

// Neither kernel has a pager, nor a way for a cell to clear its output.
const SAME = {
  test_clear_output: "skipped",
  test_completion: "passed",
  test_display_data: "passed",
  test_execute_stderr: "passed",
  test_execute_stdout: "passed",
  test_inspect: "passed",
  test_pager: "skipped",
  test_recv_iopub_welcome_msg: "skipped",
};

describe.concurrent("the tests of jupyter_kernel_test", { timeout: 120_000 }, () => {
  test("pass on our kernel", async () => {
    expect(await outcomes(OURS, { ...SAMPLES, ...HISTORY })).toEqual({
      ...SAME,
      test_error: "passed",
      test_execute_result: "passed",
      test_history: "passed",
      test_is_complete: "passed",
      test_kernel_info: "passed",
    });
  });

  test("fail on stock tslab where it leaves the protocol", async () => {
    expect(await outcomes(KERNEL, SAMPLES)).toEqual({
      ...SAME,
      // Its errors and results are printed, without a message of their own.
      test_error: expect.stringContaining("'status': 'error'"),
      test_execute_result: "AssertionError: execute_result message not found",
      // It answers no history_request: the test would wait in vain.
      test_history: "skipped",
      test_is_complete: "Expected 'invalid', got 'complete'.",
      test_kernel_info: "ValidationError: 'status'",
    });
  });
});
