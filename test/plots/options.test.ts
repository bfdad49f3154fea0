import { describe, expect, it } from "vitest";
import { compare } from "../../src/compare/compare.js";
import type { Comparison } from "../../src/compare/comparison.js";
import { drawComparison } from "../../src/plots/draw-comparison.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import { interval } from "../../src/plots/kinds/interval/interval.js";
import { parallel } from "../../src/plots/kinds/params/parallel.js";
import { plot } from "../../src/plots/plot-runs.js";
import { CeterisError } from "../../src/util/error.js";
import { digits, hasHidden } from "./digits.js";
import { noise, runsOf } from "./made-up.js";

const draw = noise(1);
const RUNS = runsOf(
  ["sgd", "adam", "lion"].flatMap((optimizer, i) =>
    [0, 1, 2, 3].map((seed) => ({ optimizer, seed, accuracy: draw(0.8 + i / 50, 0.01) })),
  ),
);
const comparison = compare(RUNS, "accuracy ~ optimizer");
const STEPS = await digits(hasHidden("[64, 32]"));

/** What a program without types may write. */
const chart = (options: unknown): Chart => drawComparison(comparison, options as never);
const steps = (options: object): Chart => plot(STEPS, "val_loss ~ step + optimizer | lr", options);

const NO_COLOUR = "give a colour of CSS, such as";

describe("options of a chart are refused in a sentence", () => {
  it.each<[() => unknown, string]>([
    [
      () => chart({ colors: { adam: "notacolour" } }),
      'The colour of adam is "notacolour"; give a colour of CSS, such as "#0072b2", "tomato" or "rgb(0, 114, 178)".',
    ],
    [() => chart({ colors: { adam: 5 } }), `The colour of adam is 5; ${NO_COLOUR}`],
    [() => chart({ colors: { adam: "url(#x)" } }), `The colour of adam is "url(#x)"; ${NO_COLOUR}`],
    [() => chart({ colors: { adam: "transparent" } }), NO_COLOUR],
    [
      () => chart({ colors: ["red"] }),
      "The option colors of chart is [ 'red' ]; give an object of colours by level",
    ],
    [
      () => chart({ colors: { adaam: "red" } }),
      "The option colors names adaam, which is no level; did you mean adam?",
    ],
    [
      () => chart({ colors: { adaam: "red", sgd: "blue" } }),
      "names adaam, which is no level; did you mean adam?",
    ],
    [
      () => chart({ colors: { nadam_w: "red" } }),
      "names nadam_w, which is no level; there are adam, lion and sgd.",
    ],
    [() => steps({ colors: { adaam: "red" } }), "did you mean adam?"],
    [() => chart("paper"), 'The options of chart are "paper"; give an object of any of these:'],
    [() => chart(null), "The options of chart are null; give an object of any of these: width"],
    [() => chart({ title: 5 }), "The option title of chart is 5; give a text."],
    [() => chart({ heigth: 300 }), "There is no option heigth of chart; did you mean height?"],
    [() => chart({ theme: "papr" }), "There is no theme 'papr' of charts; did you mean paper?"],
    [() => chart({ as: "heat-map" }), "There is no chart 'heat-map' of a comparison; did you mean"],
    [
      () => chart({ as: 5 }),
      "There is no chart '5' of a comparison; there are estimation, interval",
    ],
    [
      () => chart({ theme: 5 }),
      "There is no theme '5' of charts; there are screen, paper and dark.",
    ],
    [
      () => chart({ best: 0.2 }),
      "The option best is for a chart as 'parallel', and this one is 'estimation'; leave it out.",
    ],
    [
      () => interval(comparison, { widht: 5 } as never),
      "There is no option widht of interval; did you mean width?",
    ],
    [
      () => interval(comparison, { best: 0.1 } as never),
      "There is no option best of interval; there are: width, height, fontSize, theme, title, colors.",
    ],
    [
      () => parallel(comparison, { bset: 0.1 } as never),
      "no option bset of parallel; did you mean best?",
    ],
    [
      () => interval({} as Comparison),
      "The first argument of interval is {}; give what compare() returned.",
    ],
    [
      () => chart({}).save(5 as never),
      "Cannot save a chart as 5; give the path of a file that ends",
    ],
    [() => chart({}).save(undefined as never), "Cannot save a chart as undefined; give the path"],
    [
      () => chart({}).save(".png"),
      "Cannot save a chart as '.png', which is a suffix without a name; write one before it, as in figure.png.",
    ],
    [() => chart({}).save("figures/.vl.json"), "a suffix without a name"],
    [
      () => chart({}).toPNG({ sacle: 2 } as never),
      "There is no option sacle of toPNG; did you mean scale?",
    ],
    [
      () => chart({}).toPNG({ scale: "2" } as never),
      'The option scale of toPNG is "2"; give a number.',
    ],
    [() => steps({ y: "lgo" }), 'The option y of plot is "lgo"; give "linear" or "log".'],
    [
      () => steps({ contrasts: "pairs" }),
      "Learning curves take no option contrasts; leave it out.",
    ],
    [() => steps({ as: "efficiency", y: "log" }), "An efficiency chart takes no option y"],
    [() => steps({ as: "efficiency", margin: 0.1 }), "no option margin; leave it out."],
    [
      () => steps({ as: "heatmap" }),
      "A chart as 'heatmap' draws one value per run and 'val_loss ~ step + optimizer | lr' has one for each step; leave step out, or draw it as 'curves' or 'efficiency'.",
    ],
    [() => steps({ as: "hetmap" }), "There is no chart 'hetmap' of a comparison; did you mean"],
    [() => plot(RUNS, "accuracy ~ optimizer", { best: 0.1 }), "The option best is for a chart as"],
  ])("%#", (call, sentence) => {
    expect(call).toThrow(CeterisError);
    expect(call).toThrow(sentence);
    expect(call).toThrow(/^[^\n]+[.?]$/);
  });
});

describe("colors", () => {
  it.each(["tomato", "#f00", "#ff0000", "rgb(255, 0, 0)", "hsl(0, 100%, 50%)"])(
    "may be %s",
    (colour) => {
      expect(chart({ colors: { adam: colour } }).toSVG()).toContain(`fill="${colour}"`);
    },
  );

  it("may name levels that other figures have", () => {
    const colors = { adam: "red", lamb: "green", adan: "blue" };
    expect(chart({ colors }).toSVG()).toBe(chart({ colors: { adam: "red" } }).toSVG());
  });

  it("takes the options of plot that are the comparison's and those that are the chart's", () => {
    const drawn = plot(RUNS, "accuracy ~ optimizer", {
      as: "interval",
      ref: "sgd",
      confidence: 0.9,
      width: 500,
      colors: { adam: "red" },
    });
    expect(drawn.size.width).toBeCloseTo(500, -1);
    expect(drawn.caption).toContain("90% t interval");
  });
});
