import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compare } from "../../../src/compare/compare.js";
import { Index } from "../../../src/index/run-index.js";
import { comparisonBundle } from "../../../src/kernel/display/comparison-bundle.js";
import { PROJECT } from "../../tools/project.js";

const runs = await new Index(join(PROJECT, "test/fixtures/digits-exman/root")).info();
const over = { hidden: [64, 32] };
const comparison = compare(runs, "val_accuracy ~ optimizer | lr", { over });

describe("as text", () => {
  const lines = comparisonBundle(comparison).data["text/plain"].split("\n");

  test("begins with the question and the answer", () => {
    expect(lines[0]).toBe(`val_accuracy ~ optimizer | lr: ${comparison.verdict}`);
    const words = (text: string): string => text.replace(/\s+/g, " ");
    expect(words(lines.join("\n"))).toContain(words(comparison.summary));
  });

  test("gives each difference with its interval, as R's t.test does", () => {
    // R 4.2.2, t.test(momentum, adam, paired = TRUE) at lr 0.003: -.053241 [-.062484, -.043998].
    const row = lines.find((line) => line.startsWith("0.003") && line.includes("momentum − adam"));
    expect(row?.split(/ {2,}/).slice(2, 5)).toEqual(["−0.0532", "[−0.0625, −0.0440]", "< 0.001"]);
  });

  test("gives each cell with its interval; one run has none", () => {
    const estimates = lines.slice(lines.indexOf("Estimates") + 2).slice(0, comparison.cells.length);
    // The mean of val_accuracy for (adam, 0.003, [64, 32]) is known from the fixture's description.
    expect(estimates.find((line) => /^0\.003 +adam/.test(line))).toContain("0.9738");
    expect(estimates.find((line) => /^0\.00001 +adam +1 /.test(line))).toMatch(/–/);
  });
});

describe("as HTML", () => {
  const html = String(comparisonBundle(comparison).data["text/html"]);

  test("draws one interval for each row of both tables", () => {
    const rows = comparison.differences.length + comparison.cells.length;
    expect(html.match(/<svg /g)).toHaveLength(rows);
    expect(html.match(/<circle /g)).toHaveLength(rows);
  });

  test("draws ratios on a logarithmic scale, and tests not at all", () => {
    const ratios = compare(runs, "log(val_loss) ~ optimizer | lr", { over });
    const shown = String(comparisonBundle(ratios).data["text/html"]);
    expect(shown).toContain(">Ratios<");
    expect(shown).toContain(">ratio<");
    const [strips, tests] = shown.split(">Tests (that no levels differ)<");
    expect(strips!.match(/<svg /g)).toHaveLength(ratios.differences.length + ratios.cells.length);
    expect(tests).not.toContain("<svg ");
  });

  test("escapes what comes from the runs", () => {
    const hostile = runs.rename({ optimizer: "<img src=x>" });
    const shown = comparisonBundle(compare(hostile, "val_accuracy ~ `<img src=x>` | lr", { over }));
    expect(shown.data["text/html"]).not.toContain("<img");
  });
});
