import type { ColumnTable } from "arquero";
import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { CompareOptions } from "../../src/compare/options.js";
import { filterWhere } from "../../src/compare/where.js";
import { plot } from "../../src/plots/plot-runs.js";
import { digits, infoTable, largeNetwork, rowsTable, runOf } from "./runs.js";

function message(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return "(no error)";
}

function refusal(table: ColumnTable, formula: string, options?: CompareOptions): string {
  return message(() => compare(table, formula, options));
}

describe("remedies", () => {
  it("name the formula that draws learning curves", async () => {
    const runs = await largeNetwork();
    const wanted = "step makes learning curves where it stands first: val_loss ~ step + optimizer.";
    expect(refusal(runs, "val_loss ~ optimizer + step")).toContain(wanted);
    expect(message(() => plot(runs, "val_loss ~ optimizer + step"))).toContain(wanted);
  });

  it("name every other factor where an average hides an interaction", async () => {
    const grid = filterWhere(await digits.info(), "lr in [0.003, 0.03, 0.3]");
    const { summary } = compare(grid, "val_accuracy ~ optimizer * lr * hidden");
    expect(summary).toContain("compare at each lr ('optimizer | lr + hidden').");
    expect(refusal(grid, "val_accuracy ~ optimizer | lr + hidden")).toBe("(no error)");
  });

  it("of a random search are a model of all, and bins", () => {
    const search = rowsTable(
      ["a", "b"].flatMap((arm, i) =>
        Array.from({ length: 20 }, (_, k) => ({
          arm,
          lr: 0.001 + ((k * 7 + i * 3) % 41) / 1000 + i / 9000,
          seed: k,
          acc: i + ((k * 5) % 11) / 7,
        })),
      ),
    );
    const refused = refusal(search, "acc ~ arm");
    expect(refused).toContain(
      "let all that vary enter one model ('acc ~ .'), compare within bins ('acc ~ arm | bin(lr, 4)'), or say",
    );
    expect(refusal(search, "acc ~ .")).toBe("(no error)");
    expect(refusal(search, "acc ~ arm | bin(lr, 4)")).toBe("(no error)");
  });

  it("of cells that no run can fill are nested factors", () => {
    const nested = rowsTable(
      ["a", "b"].flatMap((model, i) =>
        [1, 2, 3].flatMap((k) =>
          [0, 1, 2].map((seed) => ({ model, size: k + 10 * i, seed, acc: k + i + seed * k })),
        ),
      ),
    );
    expect(refusal(nested, "acc ~ model * size")).toContain(
      "nest size in model ('model / size'), ",
    );
    expect(refusal(nested, "acc ~ size * model")).toContain(
      "nest size in model ('model / size'), ",
    );
    expect(refusal(nested, "acc ~ model / size")).toBe("(no error)");
  });

  it("for an unknown statistic are the only name with such a part, in backquotes where it needs them", () => {
    const runs = infoTable(
      ...["a", "b"].map((arm, id) =>
        runOf(id + 1, { arm }, { "val/accuracy": [1], val_loss: [2] }),
      ),
    );
    expect(refusal(runs, "acc ~ arm")).toContain("did you mean `val/accuracy`?");
    expect(refusal(runs, "val ~ arm")).toContain("there are: val/accuracy, val_loss.");
    expect(refusal(runs, "val/accuracy ~ arm")).toContain(
      "a name with a slash stands in `backquotes`",
    );
  });

  it("for a step that no run has are the steps that there are", async () => {
    const runs = await largeNetwork();
    expect(refusal(runs, "at(val_loss, step=1000) ~ optimizer | lr")).toMatch(
      /^No run has val_loss at step 1000; its steps go from \d+ to \d+\.\n/,
    );
  });
});
