import { describe, expect, it } from "vitest";
import { findPairs } from "../../../src/record/command/scalar-pairs.js";
import {
  findPattern,
  type FindScalars,
  type LineScalars,
} from "../../../src/record/command/scalar-pattern.js";
import { ScalarReader } from "../../../src/record/command/scalar-reader.js";
import type { StepScalars } from "../../../src/record/command/scalar-steps.js";

describe("the usual pattern", () => {
  it.each<[string, LineScalars["values"], number | undefined]>([
    ["loss: 0.4", { loss: 0.4 }, undefined],
    ["loss=0.4, acc=91.2%", { loss: 0.4, acc: 91.2 }, undefined],
    ["Epoch 3/10 - loss: 1e-3 - val_acc: .9", { loss: 0.001, val_acc: 0.9 }, 3],
    ["[epoch 2] step 150: loss: 0.5", { loss: 0.5 }, 150],
    ["epoch: 7 iter: 20 loss: 1", { loss: 1, epoch: 7 }, 20],
    ["train/loss: nan lr: -inf", { "train/loss": NaN, lr: -Infinity }, undefined],
    ["2026-11-21 10:00:00 INFO loss: 2", { loss: 2 }, undefined],
    [
      "tokens: 1,234,567, n: 10,000; x: 1,234.5",
      { tokens: 1234567, n: 10000, x: 1234.5 },
      undefined,
    ],
    ["loss: 0.5,acc: 0.9, top: 3,", { loss: 0.5, acc: 0.9, top: 3 }, undefined],
    ["step 1,200: loss: 0.5", { loss: 0.5 }, 1200],
    ["a: 93,5 b: 1.234,5 c: 0,123 d: 1,2,3 e: 12,34,567 f=1_000", {}, undefined],
    ["{'loss': 0.5, 'epoch': 1.25}", { loss: 0.5, epoch: 1.25 }, undefined],
    ["{'loss': '0.5', 'lr': '1e-05', 'epoch': '1'}", { loss: 0.5, lr: 1e-5 }, 1],
    ['{"step": 10, "loss": 0.5, "id": "12", "eval": {"acc": NaN}}', { loss: 0.5, acc: NaN }, 10],
    ["step 10 | loss 3.2 | val acc 91.5%", { loss: 3.2, val_acc: 91.5 }, 10],
    ["| epoch 1 | 200/ 2983 batches | lr 20.00 | ppl 9.5 |", { lr: 20, ppl: 9.5 }, 200],
    ["Train loss: 0.3, Val loss: 0.4", { train_loss: 0.3, val_loss: 0.4 }, undefined],
    ["Epoch 2 Validation Accuracy=0.9", { validation_accuracy: 0.9 }, 2],
    ["G loss: 1, D loss: 2, lr: 3", { g_loss: 1, d_loss: 2, lr: 3 }, undefined],
    ["val loss: 0.4 best val loss: 0.3", { val_loss: 0.4, best_val_loss: 0.3 }, undefined],
    ["INFO loss: 2", { loss: 2 }, undefined],
    ["INFO:train.main:loss: 2, node:a:b=3", { loss: 2 }, undefined],
    ["Epoch [2/3], Step [100/300], Loss: 0.5", { Loss: 0.5 }, 100],
    ["Train Epoch: 1 [640/60000 (1%)]\tLoss: 2.25", { Loss: 2.25 }, 640],
    ["Epoch 1:  45%|███ | 45/100 [00:10<00:12, 4.3it/s, loss=0.3]", { loss: 0.3 }, 45],
    [" 45%|███ | 45/100 [00:10<00:12, 4.3it/s, loss=0.3]", { loss: 0.3 }, undefined],
    ["Epoch 1, Batch 30, Loss: 0.5", { Loss: 0.5 }, 30],
    ["Average loss: 0.05, Accuracy: 9823/10000 (98%)", { loss: 0.05, Accuracy: 0.9823 }, undefined],
    ["Files: 3/10, Epoch: 3/10 (30%), Done: 3/10 (90%)", {}, 3],
    ["ETA: 12:30, version: 1.2.3, file: 3a", {}, undefined],
    ["CUDA Version: 12.2 on 10.0.0.1:29500, localhost:8080, host: 10.0.0.1", {}, undefined],
    ["train.py:30 warns, at src/train.py:30:5 GPU 0: Tesla | GPU 1", {}, undefined],
    ["12:30:45 GET http://localhost:8080/ in /tmp/a=b, /data/run=3", {}, undefined],
    [
      "|   0  Tesla T4            Off  | 00000000:00:04.0 Off |                    0 |",
      {},
      undefined,
    ],
    ["nothing here", {}, undefined],
  ])("reads %j", (line, values, step) => {
    const found = findPairs([line]).map((one) => ({ step: one.step, values: one.values }));
    expect(found).toEqual(Object.keys(values).length > 0 ? [{ step, values }] : []);
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
    [String.raw`(\w+) -> (\S+)`, "n -> 1,234,567", { step: undefined, values: { n: 1234567 } }],
    [String.raw`(\w+) -> (\S+)`, "n -> 93,5", { step: undefined, values: {} }],
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
  taken: StepScalars[];
  errors: string[];
  notes: string[];
  write: (text: string) => void;
  close: () => void;
} {
  const taken: StepScalars[] = [];
  const errors: string[] = [];
  const notes: string[] = [];
  const one = new ScalarReader({
    find,
    take: (scalars) => taken.push(scalars),
    onError: (error) => errors.push(error),
    note: (text) => notes.push(text),
    hint: "try others.",
  });
  const write = (text: string): void => one.write(Buffer.from(text), "stdout");
  return { taken, errors, notes, write, close: () => one.close() };
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

/** What a training prints, as `name step value` of what is recorded, and what is said at its end. */
function recorded(output: string): { rows: string[]; notes: string[] } {
  const { taken, notes, write, close } = reader(findPairs);
  write(output);
  close();
  const rows = taken.flatMap(({ step, values }) =>
    Object.entries(values).map(([name, value]) => `${name} ${step} ${value}`),
  );
  return { rows, notes };
}

describe("the steps of an output", () => {
  it("count on where they begin again in the next epoch", () => {
    const tutorial = [1, 2, 3].flatMap((epoch) =>
      [100, 200, 300].map((step) => `Epoch [${epoch}/3], Step [${step}/300], Loss: ${epoch}`),
    );
    expect(recorded(tutorial.join("\n"))).toEqual({
      rows: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `Loss ${i * 100} ${Math.ceil(i / 3)}`),
      notes: [],
    });
    const mnist = [1, 2].flatMap((epoch) => [
      `Train Epoch: ${epoch} [0/60000 (0%)]\tLoss: ${epoch}`,
      `Train Epoch: ${epoch} [59520/60000 (99%)]\tLoss: ${epoch}`,
      `\nTest set: Average loss: 0.05, Accuracy: 9823/10000 (98%)\n`,
    ]);
    expect(recorded(mnist.join("\n"))).toEqual({
      rows: [
        "Loss 0 1",
        "Loss 59520 1",
        "loss 59521 0.05",
        "Accuracy 59521 0.9823",
        "Loss 60000 2",
        "Loss 119520 2",
        "loss 119521 0.05",
        "Accuracy 119521 0.9823",
      ],
      notes: [],
    });
    const fromZero = [0, 1].flatMap((epoch) =>
      [0, 5].map((step) => `epoch ${epoch} step ${step} x=1`),
    );
    expect(recorded(fromZero.join("\n")).rows).toEqual(["x 0 1", "x 5 1", "x 6 1", "x 11 1"]);
  });

  it("are counted where they stay, also of a name that stands twice in a line, and that is said once", () => {
    const { rows, notes } = recorded("Epoch 1 x=1\nEpoch 1 x=2\nEpoch 2 x=3 x=4\nEpoch 3 x=5 y=6");
    expect(rows).toEqual(["x 1 1", "x 2 2", "x 3 3", "x 4 4", "x 5 5", "y 3 6"]);
    expect(notes).toEqual([
      "warning: x was printed at step 1 after step 1: it is recorded at step 2, and its steps count on from there.",
    ]);
    expect(recorded("step 8 x=1\nstep 9 x=2\nstep 4 x=3\nstep 5 x=4").rows).toEqual([
      "x 8 1",
      "x 9 2",
      "x 13 3",
      "x 14 4",
    ]);
  });

  it("that are not printed come one after the line before, and take no place of one that is", () => {
    const { rows, notes } = recorded("x=1\nx=2\nstep 1 x=3\nx=4\nstep 3 x=5\nepoch=0.5 x=6");
    expect(rows).toEqual(["x 0 1", "x 1 2", "x 2 3", "x 3 4", "x 4 5", "epoch 5 0.5", "x 5 6"]);
    expect(notes).toEqual([]);
  });
});

describe("an output without a number", () => {
  it("is told at the end, with its lines; one without a line is not", () => {
    expect(recorded("Hello\n\nworld\n").notes).toEqual([
      "warning: --scalars read no number from 2 lines; try others.",
    ]);
    expect(recorded("\n").notes).toEqual([]);
    expect(recorded("loss: 1").notes).toEqual([]);
  });
});
