import { groupBy } from "../util/group-by.js";
import { visibleText } from "../util/visible-text.js";
import type { ShownTrial, StatisticShape, TrialShape } from "./trial-shape.js";

/** Of a longer history the first and the last samples are shown. */
const MOST_SAMPLES = 6;
const FIRST = 3;
const LAST = 2;

/** An experiment and a trial as JSON, in which long histories are shortened. */
export function trialText({ name, version, experiment, trial }: ShownTrial): string[] {
  return [
    "",
    visibleText(`experiment ${name}, version ${version}`),
    ...JSON.stringify(experiment, null, 2).split("\n"),
    "",
    "trial",
    ...trialLines(trial),
  ];
}

function trialLines({ statistics, ...rest }: TrialShape): string[] {
  const head = JSON.stringify(rest, null, 2).split("\n").slice(0, -1);
  const series = [...groupBy(statistics, ({ name }) => name).values()];
  const samples = series.flatMap(sampleLines);
  const list =
    samples.length > 0
      ? ['  "statistics": [', ...withoutLastComma(samples), "  ]"]
      : ['  "statistics": []'];
  return [...head.slice(0, -1), `${head.at(-1)!},`, ...list, "}"];
}

function sampleLines(samples: readonly StatisticShape[]): string[] {
  const lines = samples.map((sample) => `    ${sampleText(sample)},`);
  if (lines.length <= MOST_SAMPLES) return lines;
  const more = `    … ${lines.length - FIRST - LAST} more of ${visibleText(samples[0]!.name)}; --json has all`;
  return [...lines.slice(0, FIRST), more, ...lines.slice(-LAST)];
}

function sampleText({ name, value, step }: StatisticShape): string {
  const parts = Object.entries({ name, value, step }).map(
    ([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}`,
  );
  return `{ ${parts.join(", ")} }`;
}

function withoutLastComma(lines: readonly string[]): string[] {
  return [...lines.slice(0, -1), lines.at(-1)!.replace(/,$/, "")];
}
