import { describe, expect, it } from "vitest";
import { runsTable, type StatisticReducers } from "../../src/frame/runs-table.js";
import { statisticsTable } from "../../src/frame/statistics-table.js";
import { batchRuns, runRow } from "./batches.js";

const runs = batchRuns([runRow(1, {}, { val_loss: [2, 1], train_loss: [3] }), runRow(2, {})]);

describe("names of statistics", () => {
  it("have to be those of some run", () => {
    expect(() => statisticsTable(runs, ["vall_loss"])).toThrow(
      "None of the runs has a statistic vall_loss; did you mean val_loss? There are: val_loss, train_loss.",
    );
    expect(() => runsTable(runs, { vall_loss: ["min"] })).toThrow(/did you mean val_loss\?/);
    expect(() => statisticsTable(runs, ["val_loss", "x"])).toThrow(
      "None of the runs has a statistic x; there are: val_loss, train_loss.",
    );
    expect(statisticsTable(runs, ["train_loss"]).numRows()).toBe(1);
  });

  it("may be any where no run has a statistic yet", () => {
    for (const young of [batchRuns([]), batchRuns([runRow(1, { lr: 1 })])]) {
      expect(statisticsTable(young, ["loss"]).numRows()).toBe(0);
      expect(runsTable(young, { loss: ["min"] }).columnNames()).not.toContain("loss_min");
    }
  });
});

describe("reducers", () => {
  it.each<[unknown, string]>([
    [["minn"], 'There is no reducer "minn" for val_loss; there are: last, '],
    [["min", undefined], "There is no reducer undefined for val_loss; there are: last, "],
    ["min", 'The reducers of val_loss are "min"; give a list of any of these: last, '],
    [null, "The reducers of val_loss are null; give a list of any of these: last, "],
  ])("cannot be %j", (wanted, message) => {
    const reducers = { val_loss: wanted } as unknown as StatisticReducers;
    expect(() => runsTable(runs, reducers)).toThrow(message);
    expect(() => runsTable(batchRuns([]), reducers)).toThrow(message);
  });
});
