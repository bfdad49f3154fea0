import { compare } from "../../src/compare/compare.js";
import { budget } from "../../src/plots/kinds/budget/budget.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import { forest } from "../../src/plots/kinds/contrasts/forest.js";
import { importance } from "../../src/plots/kinds/params/importance.js";
import { interaction } from "../../src/plots/kinds/contrasts/interaction.js";
import { pairwise } from "../../src/plots/kinds/contrasts/pairwise.js";
import { seededGenerator } from "../../src/stats/generator.js";
import { digits, hasHidden } from "./digits.js";
import { noise, runsOf } from "./made-up.js";

const deep = hasHidden("[64, 32]");
const PAIRS = { contrasts: "pairs" } as const;

/** Charts of effects, of pairs and of what they cost, in usual and in hard cases. */
export const EFFECT_CASES: Readonly<Record<string, () => Promise<Chart> | Chart>> = {
  interaction: async () =>
    interaction(
      compare(
        await digits((row) => deep(row) && Number(row["lr"]) < 1),
        "val_accuracy ~ optimizer * lr",
      ),
    ),
  "interaction-facets": async () =>
    interaction(
      compare(
        await digits(
          ({ lr, optimizer }) => Number(lr) > 0.001 && Number(lr) < 1 && optimizer !== "momentum",
        ),
        "log(val_loss) ~ optimizer * lr | hidden",
      ),
    ),
  "interaction-margin": () =>
    interaction(
      compare(crossed(["a", "b"], 6), "accuracy + loss ~ method * data", { margin: 0.02 }),
    ),
  "interaction-some-failed": () =>
    interaction(compare(crossed(["a", "b", "c"], 4, true), "accuracy ~ data * method")),
  importance: async () =>
    importance(compare(await digits((row) => Number(row["lr"]) < 1), "val_accuracy ~ .")),
  "importance-facets": async () =>
    importance(
      compare(
        await digits((row) => Number(row["lr"]) < 1),
        "val_accuracy + val_loss ~ lr + hidden | optimizer",
      ),
    ),
  "importance-search": () => importance(compare(search(120), "loss ~ .")),
  "importance-too-little": () => importance(compare(search(60, 40), "loss ~ .")),
  "importance-many": () => importance(compare(manyParams(), "loss ~ .")),
  pairwise: async () =>
    pairwise(
      compare(
        await digits((row) => deep(row) && Number(row["lr"]) < 0.1),
        "val_accuracy ~ optimizer | lr",
        PAIRS,
      ),
    ),
  "pairwise-few-seeds": () =>
    pairwise(compare(crossed(["a", "b", "c", "d", "e"], 4), "accuracy ~ method + data", PAIRS)),
  "pairwise-ratios": () =>
    pairwise(
      compare(crossed(["a", "b", "c", "d"], 8), "log(loss) ~ method", { ...PAIRS, over: "mean" }),
    ),
  forest: async () =>
    forest(
      compare(
        await digits((row) => Number(row["lr"]) < 0.1),
        "val_accuracy ~ optimizer | lr + hidden",
      ),
    ),
  "forest-ratios": () =>
    forest(compare(crossed(["a", "b", "c"], 5), "log(loss) ~ method | data", { margin: 1.1 })),
  "forest-one-contrast": () =>
    forest(compare(crossed(["a", "b"], 5), "accuracy + loss ~ method | data", { margin: 0.01 })),
  "forest-effects": () => forest(compare(crossed(["a", "b", "c"], 5), "accuracy ~ method * data")),
  budget: async () =>
    budget(
      compare(
        await digits((row) => deep(row) && Number(row["lr"]) < 0.1),
        "val_accuracy ~ optimizer | lr",
        { margin: 0.01 },
      ),
    ),
  "budget-no-margin": () =>
    budget(compare(crossed(["a", "b", "c"], 4), "accuracy ~ method + data")),
  "budget-ratio": () =>
    budget(compare(crossed(["a", "b"], 5), "log(loss) ~ method", { margin: 1.05, over: "mean" })),
  "budget-not-paired": () =>
    budget(
      compare(crossed(["a", "b", "c"], 5), "accuracy ~ method", {
        margin: 0.01,
        over: "mean",
        paired: false,
      }),
    ),
};

/** Methods on three data sets, each better on a later one; with some or all runs of a cell failed. */
function crossed(
  methods: readonly string[],
  seeds: number,
  withFailures = false,
): ReturnType<typeof runsOf> {
  const draw = noise(31);
  return runsOf(
    methods.flatMap((method, i) =>
      ["cifar", "svhn", "mnist"].flatMap((data, j) =>
        Array.from({ length: seeds }, (_, seed) => {
          const accuracy = draw(0.7 + 0.03 * i + 0.02 * j + 0.012 * i * j, 0.02);
          return {
            method,
            data,
            seed,
            status: withFailures && i === 1 && j === 2 && seed > 1 ? "failed" : "completed",
            accuracy,
            loss: Math.exp(-3 * accuracy),
          };
        }),
      ),
    ),
  );
}

/** A random search over three params, of which the last does nothing. */
function search(count: number, spread = 0.1): ReturnType<typeof runsOf> {
  const generator = seededGenerator(3);
  return runsOf(
    Array.from({ length: count }, (_, seed) => {
      const lr = Number((10 ** (-5 + 4 * generator.uniform())).toPrecision(4));
      const width = 8 * (1 + generator.int(32));
      const dropout = generator.uniform();
      const loss =
        0.4 + 0.2 * (Math.log10(lr) + 2.7) ** 2 + 4 / width + spread * generator.normal();
      return { lr, width, dropout, seed, loss: Number(loss.toPrecision(5)) };
    }),
  );
}

/** Nine params with long names, of falling weight. */
function manyParams(): ReturnType<typeof runsOf> {
  const generator = seededGenerator(4);
  const names = Array.from({ length: 9 }, (_, i) => `a-param-with-a-long-name-${i}`);
  return runsOf(
    Array.from({ length: 150 }, (_, seed) => {
      const params = names.map(() => generator.uniform());
      const loss = params.reduce((sum, value, i) => sum + value * (9 - i), generator.normal() / 5);
      const named = Object.fromEntries(names.map((name, i) => [name, params[i]!]));
      return { ...named, seed, loss: Number(loss.toPrecision(5)) };
    }),
  );
}
