import { describe, expect, it } from "vitest";
import {
  findPairs,
  findPattern,
  type FindScalars,
  type LineScalars,
} from "../../../src/record/command/scalar-pattern.js";
import { ScalarReader } from "../../../src/record/command/scalar-reader.js";

describe("the usual pattern", () => {
  it.each<[string, LineScalars["values"], number | undefined]>([
    ["loss: 0.4", { loss: 0.4 }, undefined],
    ["loss=0.4, acc=91.2%", { loss: 0.4, acc: 91.2 }, undefined],
    ["Epoch 3/10 - loss: 1e-3 - val_acc: .9", { loss: 0.001, val_acc: 0.9 }, 3],
    ["[epoch 2] step 150: loss: 0.5", { loss: 0.5 }, 150],
    ["epoch: 7 iter: 20 loss: 1", { loss: 1, epoch: 7 }, 20],
    ["train/loss: nan lr: -inf", { "train/loss": NaN, lr: -Infinity }, undefined],
    ["2026-11-21 10:00:00 INFO loss: 2", { loss: 2 }, undefined],
    ["ETA: 12:30, version: 1.2.3, file: 3a", {}, undefined],
    ["nothing here", {}, undefined],
  ])("reads %j", (line, values, step) => {
    expect(findPairs([line])).toEqual([{ step, values }]);
  });
});

describe("a pattern of one's own", () => {
  it.each<[string, string, LineScalars]>([
    [
      String.raw`(?<step>\d+)> (?<name>\w+) is (?<value>\S+)`,
      "12> loss is 0.5",
      { step: 12, values: { loss: 0.5 } },
    ],
    [
      String.raw`loss (?<loss>\S+) acc (?<acc>\S+)`,
      "step 3 loss 1 acc 2",
      { step: 3, values: { loss: 1, acc: 2 } },
    ],
    [String.raw`(\w+) -> (\S+)`, "loss -> 4", { step: undefined, values: { loss: 4 } }],
    [String.raw`(\w+) -> (\S+)`, "loss -> soon", { step: undefined, values: {} }],
  ])("%s reads %j", (pattern, line, scalars) => {
    expect(findPattern(pattern)([line])).toEqual([scalars]);
  });

  it.each([
    ["(", "is no regular expression"],
    ["loss", "does not tell a name and a value"],
    ["(?<value>.)", "does not tell a name and a value"],
  ])("%s is refused", (pattern, reason) => {
    expect(() => findPattern(pattern)).toThrow(reason);
  });
});

function reader(find: FindScalars): {
  taken: LineScalars[];
  errors: string[];
  write: (text: string) => void;
  close: () => void;
} {
  const taken: LineScalars[] = [];
  const errors: string[] = [];
  const one = new ScalarReader(
    find,
    (scalars) => taken.push(scalars),
    (error) => errors.push(error),
  );
  const write = (text: string): void => one.write(Buffer.from(text), "stdout");
  return { taken, errors, write, close: () => one.close() };
}

describe("the reader of an output", () => {
  it("joins pieces of lines, takes carriage returns for ends, and strips colours", () => {
    const { taken, write, close } = reader(findPairs);
    for (const piece of ["lo", "ss: 1\rlo", "ss: 2\r\n", "\u001b[31mloss: 3\u001b[0m\n", "loss: 4"])
      write(piece);
    close();
    expect(taken.map(({ values }) => values["loss"])).toEqual([1, 2, 3, 4]);
  });

  it("leaves out lines without an end in sight, and goes on after them", () => {
    const { taken, write } = reader(findPairs);
    for (let piece = 0; piece < 100; piece += 1) write("x".repeat(1000));
    write(" loss: 1\nloss: 2\n");
    expect(taken.map(({ values }) => values["loss"])).toEqual([2]);
  });

  it("gives up a pattern that never ends, and says so once", () => {
    const { taken, errors, write } = reader(findPattern("^(?<name>(a+)+)(?<value>b)$"));
    write(`${"a".repeat(60)}\n`);
    write(`${"a".repeat(60)}\n`);
    expect(taken).toEqual([]);
    expect(errors).toEqual([expect.stringContaining("takes longer than a second")]);
  });
});
