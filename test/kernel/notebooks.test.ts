import { createHash } from "node:crypto";
import { mkdirSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { built } from "../tools/built.js";
import {
  type Cell,
  executeNotebook,
  jupyterEnvironment,
  KERNEL,
  type Notebook,
  type Output,
  OURS,
  printed,
  readNotebook,
  textOf,
} from "../tools/notebook.js";
import { notebookWorkspace } from "../tools/notebook-workspace.js";
import { succeed } from "../tools/run-program.js";
import { removeFolder } from "../tools/temporary-folder.js";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** How many charts each notebook displays, and how many cells end in a value that is shown as text. */
const NOTEBOOKS: Readonly<Record<string, { readonly charts: number; readonly texts: number }>> = {
  "01-load-and-mark.ipynb": { charts: 0, texts: 1 },
  "02-compare.ipynb": { charts: 2, texts: 1 },
  "03-curves.ipynb": { charts: 4, texts: 0 },
  "04-export.ipynb": { charts: 2, texts: 0 },
};

/** In what the kernels differ; all else is the same. Stock tslab prints a text. */
const KERNELS = [
  { kernel: KERNEL, result: "display_data", isTextResult: false },
  { kernel: OURS, result: "execute_result", isTextResult: true },
] as const;

// The real notebooks, run by the real nbconvert and by our runner, with stock tslab and with our kernel.
const workspace = notebookWorkspace();
afterAll(() => removeFolder(workspace.folder));

/** Programs that run a notebook on a kernel and write it into a folder. */
const RUNNERS: Readonly<
  Record<string, (file: string, kernel: string, into: string) => Promise<Notebook>>
> = {
  nbconvert: (file, kernel, into) => executeNotebook(file, workspace.dataFolder, { kernel, into }),
  "ceteris notebook run": async (file, kernel, into) => {
    const output = join(into, basename(file));
    const words = ["notebook", "run", file, "-o", output, "--kernel", kernel, "--no-timing"];
    await succeed(process.execPath, [built("cli", "main.js"), ...words], {
      env: jupyterEnvironment(workspace.dataFolder),
    });
    return readNotebook(output);
  },
};

test("the notebooks that a newcomer opens are there", () => {
  const names = workspace.notebooks.map((file) => basename(file));
  expect(names).toEqual(Object.keys(NOTEBOOKS));
});

describe.each(workspace.notebooks.map((file) => [basename(file), file]))("%s", (name, file) => {
  const { charts, texts } = NOTEBOOKS[name]!;
  const beside = readdirSync(dirname(file));
  const stored = readNotebook(file).cells.map(shownBy);
  const seen: unknown[] = [];

  test.each(KERNELS)(
    "shows on $kernel what is stored in it, by both programs",
    { timeout: 180_000 },
    async ({ kernel, result, isTextResult }) => {
      for (const { cells } of await runByAll(file, kernel)) {
        const shown = cells.map(shownBy);
        expect(shown.map(textsOf), "the outputs stored in the notebook are stale").toEqual(
          stored.map(textsOf),
        );
        checkCharts(shown, charts);
        seen.push(shown.map(digests));
        const code = cells.filter(({ cell_type }) => cell_type === "code");
        const outputs = code.flatMap(resultsOf);
        expect(new Set(outputs.map(({ output_type }) => output_type))).toEqual(new Set([result]));
        expect(outputs.filter(isText)).toHaveLength(isTextResult ? texts : 0);
        expect(code.map(({ execution_count }) => execution_count)).toEqual(
          code.map((_, place) => place + 1),
        );
      }
    },
  );

  test("the same bytes come from every kernel and program", () => {
    expect(seen).toHaveLength(KERNELS.length * Object.keys(RUNNERS).length);
    for (const others of seen.slice(1)) expect(others).toEqual(seen[0]);
    expect(readdirSync(dirname(file))).toEqual(beside);
  });
});

/** Two kernels at a time. */
function runByAll(file: string, kernel: string): Promise<Notebook[]> {
  return Promise.all(
    Object.entries(RUNNERS).map(([runner, run]) => {
      const into = join(workspace.folder, "executed", kernel, runner);
      mkdirSync(into, { recursive: true });
      return run(file, kernel, into);
    }),
  );
}

/** What a cell shows, whichever kernel ran it. */
interface Shown {
  /** Printed text, and the value of the last expression where that is text alone. */
  readonly stdout: string;
  readonly stderr: string;
  /** With the metadata of their entries. */
  readonly displays: readonly Display[];
}

interface Display {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: unknown;
}

function shownBy(cell: Cell): Shown {
  const results = resultsOf(cell);
  const last = results.filter(isText).map(({ data }) => `${textOf(data?.["text/plain"])}\n`);
  return {
    stdout: printed(cell, "stdout") + last.join(""),
    stderr: printed(cell, "stderr"),
    displays: results
      .filter((output) => !isText(output))
      .map(({ data = {}, metadata }) => ({ data, metadata })),
  };
}

/** A load says how far it is where the machine is slow, which is not the same at every run. */
const PROGRESS = /^\d+ runs? read$/;

/** Outputs that are no streams. */
function resultsOf({ outputs = [] }: Cell): Output[] {
  const isProgress = (output: Output): boolean =>
    isText(output) && PROGRESS.test(textOf(output.data?.["text/plain"]));
  return outputs.filter((output) => output.output_type !== "stream" && !isProgress(output));
}

/** Whether a result has no richer form than text. */
function isText({ data = {} }: Output): boolean {
  return Object.keys(data).join() === "text/plain";
}

function textsOf({ stdout, stderr, displays }: Shown): string[] {
  return [stdout, stderr, ...displays.map(({ data }) => textOf(data["text/plain"]))];
}

/** Everything that is shown, short enough to be compared by eye. */
function digests({ stdout, stderr, displays }: Shown): unknown {
  const digest = (value: unknown): string =>
    createHash("sha256").update(JSON.stringify(value)).digest("hex");
  return {
    stdout,
    stderr,
    displays: displays.map(({ data, metadata }) => [
      Object.entries(data).map(([type, content]) => [type, digest(content)]),
      metadata,
    ]),
  };
}

function checkCharts(cells: readonly Shown[], count: number): void {
  expect(cells.map(({ stderr }) => stderr).join("")).toBe("");
  const charts = cells
    .flatMap(({ displays }) => displays)
    .filter(({ data }) => VEGA_LITE in data)
    .map(({ data }) => data);
  expect(charts).toHaveLength(count);
  for (const chart of charts) {
    expect(chart[VEGA_LITE]).toMatchObject({
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    });
    expect(pngSignature(chart["image/png"])).toBe("PNG");
    expect(chart["text/plain"]).toBeTruthy();
    expect(chart).not.toHaveProperty("text/html");
  }
}

function pngSignature(base64: unknown): string {
  return Buffer.from(String(base64), "base64").subarray(1, 4).toString("latin1");
}
