import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert, constantFrom, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNotebook } from "../../../src/kernel/notebook/format-notebook.js";
import { splitLines } from "../../../src/kernel/notebook/lines.js";
import { parseNotebook } from "../../../src/kernel/notebook/parse-notebook.js";
import { PROJECT, PYTHON } from "../../tools/project.js";
import { succeed } from "../../tools/run-program.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

const PROGRAM = join(PROJECT, "test/kernel/programs/notebooks.py");

/** Everything that a notebook of nbformat 4.5 may hold, in no order. */
const EVERYTHING = {
  nbformat_minor: 5,
  nbformat: 4,
  metadata: {
    title: "Größe 😀 “quoted”",
    orig_nbformat: 3,
    signature: "sha256:0",
    kernelspec: { name: "python3", display_name: "Python 3" },
    authors: [{ name: "A" }, {}],
    ours: { zeta: [], "10": { "9": null, "10": true }, alpha: {}, ["__proto__"]: 1.5 },
  },
  cells: [
    {
      source: ["# Title\n", "\n", "![x](attachment:a.png)"],
      metadata: { trusted: true, tags: ["a", "b"] },
      id: "first",
      cell_type: "markdown",
      attachments: { "a.png": { "image/png": "iVBORw0KGgo=", "text/plain": "two\nlines" } },
    },
    {
      cell_type: "raw",
      id: "2-raw",
      metadata: { format: "text/latex" },
      source: "\\LaTeX\t\u0001\u007f",
    },
    {
      cell_type: "code",
      id: "code_3",
      metadata: { execution: { "iopub.status.busy": "2026-11-21T20:00:00Z" }, collapsed: false },
      source: "a\r\nb\u000bc\u2028d\u0085e\rf",
      execution_count: 7,
      outputs: [
        { output_type: "stream", name: "stdout", text: "one\ntwo\n" },
        { output_type: "stream", name: "stderr", text: ["a", "b\n"] },
        {
          output_type: "execute_result",
          execution_count: 7,
          metadata: { "image/png": { width: 3 } },
          data: {
            "text/plain": "x\ny",
            "text/html": ["<b>\n", "</b>"],
            "image/svg+xml": "<svg>\n</svg>",
            "image/png": "iVBORw0KGgo=\n",
            "application/javascript": "f();\ng();",
            "application/json": ["kept", "apart"],
            "application/vnd.vegalite.v5+json": { mark: "bar", data: { values: [] } },
          },
        },
        {
          output_type: "error",
          ename: "E",
          evalue: "v",
          traceback: ["\u001b[31mE\u001b[0m\nline", "v"],
        },
      ],
    },
    {
      cell_type: "code",
      id: "empty",
      metadata: {},
      source: [],
      execution_count: null,
      outputs: [],
    },
  ],
};

describe("formatNotebook", () => {
  it("writes a notebook byte for byte as Jupyter's nbformat does", async () => {
    const file = join(temporaryFolder(), "everything.ipynb");
    const text = JSON.stringify(EVERYTHING);
    writeFileSync(file, text);
    const { stdout } = await succeed(PYTHON, [PROGRAM, "rewrite", file]);
    expect(stdout).toContain('"10": true,\n    "9": null');
    expect(formatNotebook(parseNotebook(text, file))).toBe(stdout);
  });

  it("leaves as it is what it has written itself", () => {
    const written = formatNotebook(parseNotebook(JSON.stringify(EVERYTHING), "a"));
    expect(formatNotebook(parseNotebook(written, "a"))).toBe(written);
  });

  it("writes no half of a surrogate pair, which Python could not write again", () => {
    const outputs = [{ output_type: "stream", name: "stdout", text: "\ud83d cut" }];
    const cell = { cell_type: "code", id: "cut", metadata: { "\ude00": 1 }, source: "", outputs };
    const notebook = { ...EVERYTHING, cells: [{ ...cell, execution_count: null }] };
    const written = formatNotebook(parseNotebook(JSON.stringify(notebook), "a"));
    expect(written).toMatch(/"\ufffd": 1.*"\ufffd cut"/s);
    expect(written).not.toMatch(/\\ud/);
  });

  it("loses no character of a text that it stores in lines", () => {
    const text = string({ unit: constantFrom("a", "\n", "\r", "\u2028", "\f", "😀") });
    assert(
      property(text, (source) => {
        expect(splitLines(source).join("")).toBe(source);
      }),
    );
  });
});
