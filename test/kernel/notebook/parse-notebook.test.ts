import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatNotebook } from "../../../src/kernel/notebook/format-notebook.js";
import { parseNotebook, readNotebook } from "../../../src/kernel/notebook/parse-notebook.js";
import { PROJECT, PYTHON } from "../../tools/project.js";
import { succeed } from "../../tools/run-program.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

const PROGRAM = join(PROJECT, "test/kernel/programs/notebooks.py");

const cell = (source: string, id?: string): object => ({
  cell_type: "code",
  ...(id === undefined ? {} : { id }),
  source,
  metadata: {},
  outputs: [],
  execution_count: null,
});

function text(fields: object): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [], ...fields });
}

describe("parseNotebook", () => {
  it("makes valid notebooks of 4.5 from 4.0 to 4.4, with the same ids every time", async () => {
    const folder = temporaryFolder();
    const files = [0, 1, 2, 3, 4].map((minor) => {
      const old = text({ nbformat_minor: minor, cells: [cell("a"), cell("a"), cell("b")] });
      const file = join(folder, `${minor}.ipynb`);
      writeFileSync(file, formatNotebook(parseNotebook(old, file)));
      return file;
    });
    await succeed(PYTHON, [PROGRAM, "check", ...files]);
    const texts = new Set(files.map((file) => readFileSync(file, "utf8")));
    expect(texts.size).toBe(1);
  });

  it("keeps ids, and replaces those that nbformat refuses", () => {
    const cells = [
      cell("a", "own"),
      cell("b", "own"),
      cell("c", "no blanks"),
      cell("d", "x".repeat(65)),
    ];
    const ids = parseNotebook(text({ cells }), "a").cells.map(({ id }) => id);
    expect(ids[0]).toBe("own");
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
  });

  it.each([
    [
      { nbformat: 3, worksheets: [] },
      "is in nbformat 3, and ceteris reads nbformat 4; convert it: jupyter nbconvert --to notebook --inplace a.ipynb.",
    ],
    [{ nbformat: 5 }, "is in nbformat 5, and ceteris reads nbformat 4; save it in nbformat 4.5."],
    [{ nbformat: "4" }, "says no nbformat; save it again"],
    [{ cells: {} }, "has no list of cells;"],
    [{ cells: [cell("a"), { source: "x" }] }, "has no cell_type in cell 2;"],
    [{ cells: [{ cell_type: "code", source: 1 }] }, "has no source in cell 1;"],
  ])("refuses %j in a sentence", (fields, sentence) => {
    expect(() => parseNotebook(text(fields), "a.ipynb")).toThrow(
      `The notebook a.ipynb ${sentence}`,
    );
  });

  it("refuses what is no JSON, and a file that is not there", () => {
    expect(() => parseNotebook("{", "a.ipynb")).toThrow("is not a JSON object");
    expect(() => readNotebook(join(temporaryFolder(), "none.ipynb"))).toThrow(
      /none\.ipynb cannot be read \(ENOENT\); name a notebook that is there\.$/,
    );
  });
});
