import { readFileSync } from "node:fs";
import { createRandom, permutation } from "./random.js";

/** The measurements that a model sees; species and island would make it too easy. */
export const FEATURES = [
  "Beak Length (mm)",
  "Beak Depth (mm)",
  "Flipper Length (mm)",
  "Body Mass (g)",
] as const;
const SEXES = ["FEMALE", "MALE"];
const VALIDATION_SHARE = 0.3;

type Penguin = Readonly<Record<(typeof FEATURES)[number], number | null> & { Sex: string | null }>;

/** Examples in rows: `x` holds FEATURES.length numbers a row, `y` is 1 for a male. */
export interface Examples {
  readonly count: number;
  readonly x: Float64Array;
  readonly y: Uint8Array;
}

/** What a model is fitted to, and what it is judged by. */
export interface Split {
  readonly train: Examples;
  readonly validation: Examples;
}

/** The Palmer penguins (Horst, Hill and Gorman 2020) whose sex and measurements are all known: 333 of 344. */
export function loadPenguins(): Examples {
  const file = new URL("../data/penguins.json", import.meta.resolve("vega-datasets"));
  const penguins: readonly Penguin[] = JSON.parse(readFileSync(file, "utf8"));
  const complete = penguins.filter(isComplete);
  return {
    count: complete.length,
    x: Float64Array.from(
      complete.flatMap((penguin) => FEATURES.map((feature) => penguin[feature]!)),
    ),
    y: Uint8Array.from(complete, (penguin) => SEXES.indexOf(penguin.Sex!)),
  };
}

function isComplete(penguin: Penguin): boolean {
  return (
    SEXES.includes(penguin.Sex ?? "") && FEATURES.every((feature) => penguin[feature] !== null)
  );
}

/**
 * Holds out 30 % by the seed. Every feature is scaled to mean 0 and deviation 1 as they are in the training part:
 * nothing of the held-out part is known to the model.
 */
export function split(examples: Examples, seed: number): Split {
  const order = permutation(examples.count, createRandom(seed, "split"));
  const held = Math.round(examples.count * VALIDATION_SHARE);
  const [train, validation] = [
    take(examples, order.subarray(held)),
    take(examples, order.subarray(0, held)),
  ];
  const scales = FEATURES.map((_, feature) => scaleOf(train, feature));
  return { train: scaled(train, scales), validation: scaled(validation, scales) };
}

function take({ x, y }: Examples, rows: Uint32Array): Examples {
  const taken = Array.from(rows, (row) =>
    x.subarray(row * FEATURES.length, (row + 1) * FEATURES.length),
  );
  return {
    count: rows.length,
    x: Float64Array.from(taken.flatMap((features) => Array.from(features))),
    y: Uint8Array.from(rows, (row) => y[row]!),
  };
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

function scaleOf({ count, x }: Examples, feature: number): Scale {
  const values = Array.from({ length: count }, (_, row) => x[row * FEATURES.length + feature]!);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(variance) };
}

function scaled(examples: Examples, scales: readonly Scale[]): Examples {
  const x = examples.x.map((value, index) => {
    const { mean, deviation } = scales[index % FEATURES.length]!;
    return (value - mean) / deviation;
  });
  return { ...examples, x };
}
