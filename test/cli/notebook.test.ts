import { spawn } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { textWidth } from "../../src/util/text-width.js";
import { installTestKernel } from "../tools/notebook-workspace.js";
import {
  type Cell,
  jupyterEnvironment,
  KERNEL,
  type Notebook,
  OURS,
  printed,
  textOf,
} from "../tools/notebook.js";
import { PROJECT, PYTHON } from "../tools/project.js";
import { succeed } from "../tools/run-program.js";
import { newFolder, removeFolder, temporaryFolder } from "../tools/temporary-folder.js";
import { callCeteris } from "./call-ceteris.js";
import { type Answer, PROGRAM, widest } from "./run-ceteris.js";

const CHECKS = join(PROJECT, "test/kernel/programs/notebooks.py");

// Python's kernel, that of the `jupyter` on the path, which is not active; stock tslab, and our own kernel.
const jupyter = newFolder();
afterAll(() => removeFolder(jupyter));
const ENVIRONMENT: NodeJS.ProcessEnv = {
  ...jupyterEnvironment(installTestKernel(jupyter)),
  PATH: [dirname(PYTHON), process.env["PATH"]].join(delimiter),
  JUPYTER_PATH: "",
  VIRTUAL_ENV: "",
  CONDA_PREFIX: "",
};

function run(folder: string, ...args: readonly string[]): Promise<Answer> {
  return callCeteris(["notebook", "run", ...args], { cwd: folder, env: ENVIRONMENT });
}

/** Writes a notebook of code cells; those tagged are pairs. */
function write(
  file: string,
  kernel: string,
  sources: readonly (string | readonly [source: string, tag: string])[],
): string {
  const cells = sources.map((source, place) => {
    const [code, tag] = typeof source === "string" ? [source] : source;
    const metadata = tag === undefined ? {} : { tags: [tag] };
    return {
      id: `c${place + 1}`,
      cell_type: "code",
      source: code,
      metadata,
      outputs: [],
      execution_count: null,
    };
  });
  const metadata = { kernelspec: { name: kernel, display_name: "As it was" }, kept: [1] };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }));
  return file;
}

function read(
  folder: string,
  name: string,
): Notebook & { readonly metadata: Record<string, unknown> } {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as ReturnType<typeof read>;
}

function result(cell: Cell | undefined): string | undefined {
  const output = cell?.outputs?.find(({ output_type: type }) => type === "execute_result");
  return output && textOf(output.data?.["text/plain"]);
}

describe("notebook run, with Python", { timeout: 60_000 }, () => {
  it("writes what nbclient writes, with parameters, as valid nbformat", async () => {
    const folder = temporaryFolder();
    const file = write(join(folder, "in.ipynb"), "python3", [
      ["lr = 0.3\nname = 'adam'", "parameters"],
      "import os\nprint(lr, name, os.getcwd() == os.path.realpath('.'))\nlr * 2",
      "shown = display({'text/plain': 'first'}, raw=True, display_id='d')",
      "from IPython.display import update_display\nupdate_display({'text/plain': 'second', 'text/html': '<b>\\n</b>'}, raw=True, display_id='d')",
      "",
      ["raise ValueError('wanted')", "raises-exception"],
      ["1 / 0", "skip-execution"],
      "'ü😀\\u2028'",
    ]);
    const before = readFileSync(file, "utf8");
    const { exit, out, err } = await run(
      folder,
      "in.ipynb",
      "-p",
      "lr=1.0",
      "-p",
      "name=it's",
      "-o",
      "out.ipynb",
    );
    expect({ exit, out }).toEqual({ exit: 0, out: "" });
    expect(err).toMatch(
      /^(?:cell \d of 7: \d+\.\d s\n){7}wrote out\.ipynb: 7 cells in \d+\.\d s\n$/,
    );
    expect(readFileSync(file, "utf8")).toBe(before);
    await succeed(PYTHON, [CHECKS, "check", join(folder, "out.ipynb")]);

    const { cells, metadata } = read(folder, "out.ipynb");
    expect(textOf(cells[1]!.source)).toBe('# Parameters\nlr = 1.0\nname = "it\'s"');
    expect(printed(cells[2], "stdout")).toBe("1.0 it's True\n");
    expect(result(cells[2])).toBe("2.0");
    expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, 5, null, 6, null, 7]);
    expect(metadata).toMatchObject({
      kernelspec: { name: "python3", display_name: "As it was" },
      language_info: { name: "python", file_extension: ".py" },
      kept: [1],
    });
    const { execution } = Reflect.get(cells[2]!, "metadata") as {
      execution: Record<string, string>;
    };
    for (const time of [
      "iopub.status.busy",
      "iopub.execute_input",
      "iopub.status.idle",
      "shell.execute_reply",
    ])
      expect(execution[time]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/);

    const { stdout } = await succeed(PYTHON, [CHECKS, "execute", join(folder, "out.ipynb")], {
      env: ENVIRONMENT,
    });
    const asStored = (outputs: unknown): unknown =>
      JSON.parse(JSON.stringify(outputs), (_key, value: unknown) =>
        Array.isArray(value) && value.every((line) => typeof line === "string")
          ? value.join("")
          : value,
      );
    const byNbclient = JSON.parse(stdout) as unknown[];
    expect(cells.map((cell) => asStored(cell.outputs ?? []))).toEqual(byNbclient.map(asStored));
  });

  it("stops at an error, shows it, and leaves nothing of earlier runs below it", async () => {
    const folder = temporaryFolder();
    const file = write(join(folder, "a.ipynb"), "python3", [
      "print('one')",
      "x = 1\nx / 0",
      "print('two')",
    ]);
    const stored = read(folder, "a.ipynb");
    Object.assign(stored.cells[2]!, {
      outputs: [{ output_type: "stream", name: "stdout", text: "old\n" }],
      execution_count: 9,
    });
    writeFileSync(file, JSON.stringify(stored));
    chmodSync(file, 0o600);
    const { exit, out, err } = await run(folder, "a.ipynb", "--in-place", "--json", "--no-timing");
    expect(exit).toBe(1);
    expect(err).not.toContain("\u001b");
    expect(err).toContain("cell 2 of 3 (id c2)\n   1 | x = 1\n   2 | x / 0\n\n");
    expect(err).toContain("----> 2 x / 0");
    expect(err.split("\n").at(-2)).toBe(
      "ceteris: Cell 2 of 3 failed with ZeroDivisionError: division by zero; mend it, or go on after errors with --allow-errors.",
    );
    expect(JSON.parse(out)).toEqual({
      notebook: "a.ipynb",
      output: "a.ipynb",
      kernel: "python3",
      status: "failed",
      cells: 3,
      run: 2,
      seconds: expect.any(Number) as number,
      failures: [
        {
          cell: 2,
          id: "c2",
          kind: "error",
          name: "ZeroDivisionError",
          message: "division by zero",
          traceback: expect.stringMatching(/ZeroDivisionError: division by zero$/) as string,
        },
      ],
    });
    const { cells } = read(folder, "a.ipynb");
    expect(cells.map(({ outputs }) => outputs?.map((output) => output.output_type))).toEqual([
      ["stream"],
      ["error"],
      [],
    ]);
    expect(cells[2]).toMatchObject({ execution_count: null, metadata: {} });
    expect(cells[0]).toMatchObject({ metadata: {} });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("goes on after errors where they are allowed, and interrupts what takes too long", async () => {
    const folder = temporaryFolder();
    write(join(folder, "a.ipynb"), "python3", [
      "1 / 0",
      "print('on')",
      "while True: pass",
      "print('never')",
    ]);
    const { exit, err } = await run(
      folder,
      "a.ipynb",
      "-o",
      "b.ipynb",
      "--allow-errors",
      "--timeout",
      "5",
    );
    expect(exit).toBe(1);
    expect(err).toContain("wrote b.ipynb: 3 of 4 cells in ");
    expect(err).toContain(
      "ceteris: Cell 3 of 4 was interrupted because it took longer than 5 seconds; give it more with --timeout.\n",
    );
    const { cells } = read(folder, "b.ipynb");
    expect(printed(cells[1], "stdout")).toBe("on\n");
    expect(cells[2]!.outputs).toMatchObject([{ output_type: "error", ename: "KeyboardInterrupt" }]);
    expect(cells[3]!.outputs).toEqual([]);
  });

  it("names the cell in which the kernel ended, and writes that into the notebook", async () => {
    const folder = temporaryFolder();
    write(join(folder, "a.ipynb"), "python3", ["x = 1", "import os\nos.kill(os.getpid(), 9)", "x"]);
    const { exit, err } = await run(folder, "a.ipynb", "-o", "b.ipynb");
    expect(exit).toBe(1);
    expect(err).toContain(
      "ceteris: In cell 2 of 3 the kernel python3 ended (killed by SIGKILL); mend the cell, or give it more memory",
    );
    expect(read(folder, "b.ipynb").cells[1]!.outputs).toMatchObject([
      {
        output_type: "error",
        ename: "KernelEnded",
        evalue: "the kernel python3 ended (killed by SIGKILL)",
      },
    ]);
    await succeed(PYTHON, [CHECKS, "check", join(folder, "b.ipynb")]);
  });

  it("shows on a terminal the cell that runs, on one line that is gone at the end", async () => {
    const folder = temporaryFolder();
    const long = `text = ${JSON.stringify("日本語 ".repeat(20))}`;
    write(join(folder, "a.ipynb"), "python3", ["x = 1\ny = 2", long, "1 / 0"]);
    const words = ["notebook", "run", "a.ipynb", "-o", "b.ipynb"];
    const around = { cwd: folder, env: ENVIRONMENT, columns: 40 };
    const { exit, err } = await callCeteris(words, around);
    const [drawn, ...below] = err.split("\n");
    const frames = drawn!.split("\r").filter((frame) => frame !== "");
    const texts = frames.map((frame) => frame.trimEnd().replace(/, \d+ s:/, ":"));
    expect([...new Set(texts)].filter((text) => text !== "")).toEqual([
      "cell 1 of 3: x = 1",
      'cell 2 of 3: text = "日本語 日本…',
      "cell 3 of 3: 1 / 0",
      "cell 3 of 3 (id c3)", // of the failure, which stays
    ]);
    for (const frame of frames) expect(textWidth(frame)).toBeLessThan(40);
    expect(frames.at(-2)).toBe(" ".repeat(textWidth(frames.at(-3)!)));
    expect(below.join("\n")).toContain("\u001b[31mZeroDivisionError\u001b[39m: division by zero");
    expect(below.slice(-5)).toEqual([
      "ceteris: Cell 3 of 3 failed with",
      "ZeroDivisionError: division by zero;",
      "mend it, or go on after errors with",
      "--allow-errors.",
      "",
    ]);
    expect(exit).toBe(1);
  });

  it("ends in order on Ctrl-C: with the notebook as far as it is, without processes or files", async () => {
    const folder = temporaryFolder();
    const temporary = temporaryFolder();
    const begun = join(folder, "begun");
    const endless = `import os, time\nwith open(${JSON.stringify(`${begun}-`)}, "w") as file: file.write(str(os.getpid()))\nos.rename(file.name, ${JSON.stringify(begun)})\ntime.sleep(1000)`;
    write(join(folder, "a.ipynb"), "python3", ["print('done')", endless, "print('never')"]);
    const child = spawn(
      process.execPath,
      [PROGRAM, "notebook", "run", "a.ipynb", "-o", "b.ipynb"],
      {
        cwd: folder,
        env: { ...ENVIRONMENT, TMPDIR: temporary },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    await expect.poll(() => existsSync(begun), { timeout: 30_000 }).toBe(true);
    expect(printed(read(folder, "b.ipynb").cells[0], "stdout")).toBe("done\n");
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(err).toContain(
      "ceteris: Interrupted in cell 2 of 3; the cells before it have their outputs.\n",
    );
    expect(read(folder, "b.ipynb").cells[1]!.outputs).toMatchObject([
      { ename: "KeyboardInterrupt" },
    ]);
    expect(readdirSync(temporary).filter((name) => name.startsWith("ceteris-"))).toEqual([]);
    const kernel = Number(readFileSync(begun, "utf8"));
    expect(() => process.kill(kernel, 0)).toThrow("ESRCH");
  });
});

describe.each([KERNEL, OURS])(
  "notebook run, with TypeScript on the kernel %s",
  { timeout: 60_000 },
  (kernel) => {
    it("sets parameters of the types declared, shows errors, and goes on after them", async () => {
      const folder = temporaryFolder();
      write(join(folder, "a.ipynb"), kernel, [
        ["let lr = 0.3;\nlet optimizer: 'adam' | 'sgd' = 'sgd';", "parameters"],
        "const known = (name: 'adam' | 'sgd') => name;\nconsole.log(lr, known(optimizer), [1n, 2n]);",
        "throw new TypeError('wrong on purpose');",
        "console.log('on'); lr * 2",
        "{ lr = 'high'; }", // as -p lr=high would be written
      ]);
      const args = [
        "a.ipynb",
        "-p",
        "lr=1e-3",
        "-p",
        "optimizer=adam",
        "--allow-errors",
        "-o",
        "b.ipynb",
      ];
      const { exit, err } = await run(folder, ...args);
      expect(exit).toBe(0);
      expect(err).toContain(
        "cell 4 of 6 (id c3)\n   1 | throw new TypeError('wrong on purpose');\n\n",
      );
      expect(err).toContain("TypeError: wrong on purpose");
      expect(err).toMatch(/wrote b\.ipynb: 6 cells in \d+\.\d s, 2 failed\n$/);
      await succeed(PYTHON, [CHECKS, "check", join(folder, "b.ipynb")]);
      const { cells } = read(folder, "b.ipynb");
      expect(textOf(cells[1]!.source)).toBe(
        '// Parameters\n{ lr = 0.001; }\n{ optimizer = "adam"; }',
      );
      expect(cells[1]!.outputs).toEqual([]);
      expect(printed(cells[2], "stdout")).toBe("0.001 adam [ 1n, 2n ]\n");
      expect(JSON.stringify(cells[5]!.outputs)).toContain(
        "'string' is not assignable to type 'number'",
      );
      // stock tslab prints a cell's result, and its errors
      const last = `${printed(cells[4], "stdout")}${result(cells[4]) ?? ""}`.trim();
      expect(last).toBe("on\n0.002");
      expect(JSON.stringify(cells[3]!.outputs)).toContain("wrong on purpose");
      expect(cells.map((cell) => cell.execution_count)).toEqual([1, 2, 3, 4, 5, 6]);
    });
  },
);

describe("a command line that cannot be understood", () => {
  it.each([
    [
      ["a.ipynb"],
      "Nothing says where a.ipynb goes with its outputs; name a file with -o, or write over it with --in-place.",
    ],
    [
      ["a.ipynb", "-o", "b", "--in-place"],
      "-o b and --in-place exclude each other; give one of them.",
    ],
    [
      ["a.ipynb", "-o", "b", "-p", "lr"],
      'The parameter "lr" is not of the form NAME=VALUE; write it as in lr=0.1.',
    ],
    [
      ["a.ipynb", "-o", "b", "-p", "import=1"],
      '"import" is no name for a variable in the language of this notebook; rename the parameter.',
    ],
    [
      ["a.ipynb", "-o", "b", "--timeout", "soon"],
      "--timeout is soon; give a number of seconds above 0.",
    ],
    [
      ["a.ipynb", "-o", "b", "--cwd", "nowhere"],
      "There is no folder nowhere for --cwd; name one that is there.",
    ],
    [[], "No notebook is named; usage: ceteris notebook run FILE"],
  ])("exits with 2: %j", async (args, sentence) => {
    const folder = temporaryFolder();
    write(join(folder, "a.ipynb"), "python3", ["1"]);
    const { exit, err } = await run(folder, ...args);
    expect(exit).toBe(2);
    expect(err).toContain(`ceteris: ${sentence}`);
    expect(readdirSync(folder)).toEqual(["a.ipynb"]);
  });

  it("exits with 1 where the notebook, the kernel or the folder is not there, before anything runs", async () => {
    const folder = temporaryFolder();
    write(join(folder, "a.ipynb"), "python4", ["1"]);
    expect(await run(folder, "a.ipynb", "-o", "b.ipynb")).toEqual({
      exit: 1,
      out: "",
      err: "ceteris: Jupyter has no kernel python4; did you mean python3?\n",
    });
    expect((await run(folder, "a.ipynb", "--kernel", "python3", "-o", "no/b.ipynb")).err).toBe(
      "ceteris: no/b.ipynb cannot be written: there is no folder no; make it.\n",
    );
    expect((await run(folder, "b.ipynb", "--in-place")).err).toContain(
      "b.ipynb cannot be read (ENOENT)",
    );
  });

  it("exits with 2 for another verb than run", async () => {
    expect(
      await callCeteris(["notebook", "convert", "a.ipynb"], { cwd: temporaryFolder() }),
    ).toEqual({
      exit: 2,
      out: "",
      err: "ceteris: There is no command notebook convert; there is: notebook run.\n",
    });
  });

  it("has help in 80 columns", async () => {
    const { out } = await callCeteris(["notebook", "--help"], { cwd: temporaryFolder() });
    expect(out).toContain("ceteris notebook run FILE");
    expect(widest(out)).toBeLessThanOrEqual(80);
  });
});
