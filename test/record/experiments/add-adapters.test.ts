import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addAdapters, type Statement } from "../../../src/record/experiments/add-adapters.js";
import { enterExperiment } from "../../../src/record/experiments/enter-experiment.js";
import type { Adapter } from "../../../src/store/adapter.js";
import { checkAdapters } from "../../../src/store/check-adapters.js";
import { createRoot } from "../../../src/store/create-root.js";
import {
  type ExperimentFile,
  readExperiment,
  saveExperiment,
} from "../../../src/store/experiment-file.js";
import type { RootLayout } from "../../../src/store/layout.js";
import { comparableVersions, openDifferences } from "../../../src/store/open-differences.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";
import { athena, code, line } from "./trial-facts.js";

/**
 * Versions: 1 has learning_rate; 2 calls it lr and has momentum; 3 is other code; 4 has another number of epochs; 5 has no
 * momentum.
 */
function fiveVersions(): RootLayout {
  const layout = createRoot(join(temporaryFolder(), "exman"));
  const later = { vcs: code("2c1f5aa") };
  const trials = [
    line("python main.py --learning_rate~ --epochs 100", ["learning_rate"]),
    athena(),
    athena(later),
    { ...line("python main.py --lr~ --momentum~ --epochs 200"), ...later, config: { epochs: 200 } },
    { ...line("python main.py --lr~ --epochs 200", ["lr"]), ...later, config: { epochs: 200 } },
  ];
  expect(trials.map((trial) => enterExperiment(layout, trial).version)).toEqual([1, 2, 3, 4, 5]);
  return layout;
}

function fileOf(layout: RootLayout): ExperimentFile {
  return readExperiment(layout, "lenet-mnist") as ExperimentFile;
}

function comparable(layout: RootLayout): readonly number[] {
  const file = fileOf(layout);
  return comparableVersions(file, checkAdapters(file).usable);
}

describe("adapters", () => {
  it("are for the newest two versions that they fit", () => {
    const layout = fiveVersions();
    const add = (statement: Statement): Adapter =>
      addAdapters(layout, "lenet-mnist", [statement])[0]!;
    expect(add({ rename: { learning_rate: "lr" } })).toMatchObject({ from: 1, to: 2 });
    expect(add({ no_effect: "code" })).toMatchObject({ from: 2, to: 3 });
    // The older version alone has it, so the trials of the newer one get it.
    expect(add({ default: { momentum: 0 } })).toMatchObject({ from: 5, to: 4 });
  });

  it("are for the versions that are named, in the direction that fits", () => {
    const layout = fiveVersions();
    const add = (from: number, to: number): Adapter =>
      addAdapters(layout, "lenet-mnist", [{ default: { momentum: 0 } }], { from, to })[0]!;
    expect(add(1, 2)).toMatchObject({ from: 1, to: 2 });
    expect(add(4, 5)).toMatchObject({ from: 5, to: 4 });
  });

  it("replace what was stated before", () => {
    const layout = fiveVersions();
    for (const momentum of [0.5, 0.9])
      addAdapters(layout, "lenet-mnist", [{ default: { momentum } }], { from: 1, to: 2 });
    expect(fileOf(layout).adapters).toEqual([{ default: { momentum: 0.9 }, from: 1, to: 2 }]);
  });

  it("make versions comparable; another value of a param needs none", () => {
    const layout = fiveVersions();
    expect(comparable(layout)).toEqual([1, 2, 3, 3, 5]); // 3 and 4 differ in epochs, which both have
    const kinds = (one: number, other: number): string[] => {
      const file = fileOf(layout);
      return openDifferences(file, checkAdapters(file).usable, one, other).map(({ kind }) => kind);
    };
    expect(kinds(1, 2)).toEqual(["new hyperparameter", "missing hyperparameter"]);
    addAdapters(layout, "lenet-mnist", [{ rename: { learning_rate: "lr" } }]);
    expect(kinds(1, 2)).toEqual(["new hyperparameter"]); // momentum
    addAdapters(layout, "lenet-mnist", [{ default: { momentum: 0 } }], { from: 1, to: 2 });
    expect(comparable(layout)).toEqual([1, 1, 3, 3, 5]);
    addAdapters(layout, "lenet-mnist", [{ no_effect: "code" }, { default: { momentum: 0 } }]);
    expect(comparable(layout)).toEqual([1, 1, 1, 1, 1]);
  });

  it("are not needed where the commit is another, and the code without the config file is not", () => {
    const layout = createRoot(join(temporaryFolder(), "exman"));
    const without_config = { path: "conf.yaml", sha256: "616230d868594673" };
    const alike = { code: { uncommitted: {}, without_config } };
    const config = { epochs: 200 };
    enterExperiment(layout, athena(alike));
    const command = "python main.py --lr~ --momentum~ --epochs 200".split(" ");
    const other = athena({ ...alike, vcs: code("2c1f5aa"), command, config });
    expect(enterExperiment(layout, other).conflicts.map(({ kind }) => kind)).toEqual([
      "command line change",
    ]);
    expect(comparable(layout)).toEqual([1, 1]);
  });

  it.each<[Statement, RegExp]>([
    [
      { default: { momentm: 0 } },
      /^No version of lenet-mnist has a param momentm; did you mean momentum\?$/,
    ],
    [
      { no_effect: "prior" },
      /^The prior is the same in all versions of lenet-mnist that follow each other; /,
    ],
    [
      { rename: { momentum: "lr" } },
      /^There are no two versions of lenet-mnist in a row that .* fits; /,
    ],
  ])("that fit no two versions are refused: %j", (statement, message) => {
    expect(() => addAdapters(fiveVersions(), "lenet-mnist", [statement])).toThrow(message);
  });
});

it.each<[unknown, string]>([
  [7, "7 is no object"],
  [{ from: 1, to: 2, defualt: {} }, "it has the key defualt; did you mean default?"],
  [{ from: 1, to: 2 }, "it has to have one of default, rename, no_effect"],
  [{ from: 1, to: 9, no_effect: "code" }, "its to, 9, is no version; there are 1 to 5"],
  [{ to: 2, no_effect: "code" }, "its from, undefined, is no version; there are 1 to 5"],
  [{ from: 2, to: 2, no_effect: "code" }, "it goes from version 2 to itself"],
  [
    { from: 2, to: 3, no_effect: "colour" },
    'its no_effect is "colour"; it may be code, command line, script config, prior, algorithm',
  ],
  [{ from: 1, to: 2, default: [] }, 'its default is to be an object, such as { "momentum": 0.9 }'],
  [{ from: 1, to: 2, default: { decay: 0 } }, "version 2 has no param decay"],
  [
    { from: 2, to: 3, default: { lr: 0 } },
    "version 2 has the param lr itself, so that it needs no default",
  ],
  [
    { from: 1, to: 2, rename: {} },
    'its rename is to be an object, such as { "learning_rate": "lr" }',
  ],
  [{ from: 1, to: 2, rename: { rate: "lr" } }, "version 1 has no param rate"],
  [{ from: 1, to: 2, rename: { learning_rate: "decay" } }, "version 2 has no param decay"],
  [
    { from: 2, to: 5, rename: { momentum: "lr" } },
    "momentum cannot be renamed to lr, which version 2 has too",
  ],
  [
    { from: 1, to: 2, rename: { learning_rate: "lr", epochs: "lr" } },
    "epochs cannot be renamed to lr, as version 2 has epochs too",
  ],
])("an adapter that was written by hand is left out, and told: %j", (adapter, fault) => {
  const layout = fiveVersions();
  const good = { from: 2, to: 3, no_effect: "code" } as const;
  saveExperiment(layout, { ...fileOf(layout), adapters: [adapter as Adapter, good] });
  expect(checkAdapters(fileOf(layout))).toEqual({
    usable: [good],
    faults: [`has an adapter that is left out, number 1: ${fault}`],
  });
});
