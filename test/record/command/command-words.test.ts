import { describe, expect, it } from "vitest";
import { lineTemplate, lineWords, parseWords } from "../../../src/record/command/command-words.js";
import { lineParams } from "../../../src/record/command/line-params.js";

/** What a line gives its program, and what is recorded of it. */
function read(...words: string[]): {
  command: string;
  params: unknown;
  marked: readonly string[];
} {
  const line = parseWords(words);
  const { params, hyperparameters } = lineParams(line.items);
  return { command: lineWords(line).join(" "), params, marked: hyperparameters };
}

describe("a marked word", () => {
  it.each([
    [["--lr~0.001"], "--lr 0.001", { lr: 0.001 }],
    [["--lr=~0.001"], "--lr=0.001", { lr: 0.001 }],
    [["-x~1"], "-x 1", { x: 1 }],
    [["depth~3"], "3", { depth: 3 }],
    [["depth=~3"], "depth=3", { depth: 3 }],
    [["model.lr=~3"], "model.lr=3", { "model.lr": 3 }],
    [["--lr~", "0.1"], "--lr 0.1", { lr: 0.1 }],
    [["--lr~-1e-3"], "--lr -1e-3", { lr: -0.001 }],
    [["--layers~64", "32"], "--layers 64 32", { layers: [64, 32] }],
    [["--learning-rate~1"], "--learning-rate 1", { learning_rate: 1 }],
    [["--text~two words"], "--text two words", { text: "two words" }],
  ])("%j gives the program %s", (words, command, params) => {
    expect(read("./train", ...words)).toEqual({
      command: `./train ${command}`,
      params,
      marked: Object.keys(params),
    });
  });

  it("keeps a text with spaces one word", () => {
    expect(lineWords(parseWords(["p", "--text~two words"]))).toEqual(["p", "--text", "two words"]);
  });

  it.each([
    ["~/data", "~/data"],
    ["--data=~/data", "--data=~/data"],
    ["--data=~ann/x", "--data=~ann/x"],
    ["old~new/x", "old~new/x"],
    ["file.txt~", "file.txt~"],
    ["HEAD~1", "HEAD~1"],
    ["--path~~x", "--path~x"],
    ["--path=~~x", "--path=~x"],
    ["word~~x", "word~x"],
    ["http://a/~~x", "http://a/~~x"],
  ])("is not %s, of which the program gets %s", (word, given) => {
    expect(read("p", word)).toMatchObject({ command: `p ${given}`, marked: [] });
  });

  it("where its tilde is doubled is recorded as the program gets it", () => {
    const words = ["p", "--path~~x", "--home=~~y", "word~~z", "depth=~~3"];
    const params = { arg1: "--path~x", home: "~y", arg2: "word~z", depth: "~3" };
    expect(read(...words)).toMatchObject({ params, marked: [] });
    const again = parseWords(lineWords(parseWords(words)), new Set());
    expect(lineParams(again.items).params).toEqual(params);
  });
});

describe("the other words of a line", () => {
  it.each([
    [["--epochs", "100"], { epochs: 100 }],
    [["--epochs=100"], { epochs: 100 }],
    [["--verbose", "--fast"], { verbose: true, fast: true }],
    [["--no-cuda", "data.csv"], { cuda: false, arg1: "data.csv" }],
    [["-v"], { v: true }],
    [["-n5"], { n: 5 }],
    [["--shift", "-3"], { shift: -3 }],
    [["--tag", "a", "--tag", "b"], { tag: ["a", "b"] }],
    [["--betas", "0.9", "0.999", "data.csv"], { betas: [0.9, 0.999], arg1: "data.csv" }],
    [["train", "data.csv"], { arg1: "train", arg2: "data.csv" }],
    [["--a", "--", "--b", "c"], { a: true, arg1: "--b", arg2: "c" }],
    [["-I/usr/include", "--map:x"], { arg1: "-I/usr/include", arg2: "--map:x" }],
    [["--root", "x", "--name", "y"], { root_: "x", name_: "y" }],
    [["--empty", ""], { empty: "" }],
  ])("%j are params", (words, params) => {
    expect(read("./train", ...words)).toEqual({
      command: ["./train", ...words].join(" "),
      params,
      marked: [],
    });
  });
});

describe("the program of a line", () => {
  it.each([
    ["python3 -u main.py --lr 1"],
    ["python -m pkg.train --lr 1"],
    ["python3.12 -W ignore -c print(1) --lr 1"],
    ["node --import tsx main.ts --lr 1"],
    ["uv run --with numpy main.py --lr 1"],
    ["torchrun --nproc_per_node 4 train.py --lr 1"],
    ["env CUDA_VISIBLE_DEVICES=0 python main.py --lr 1"],
    ["./train --lr 1"],
    ["Rscript fit.R --lr 1"],
  ])("has no params: %s", (line) => {
    expect(read(...line.split(" ")).params).toEqual({ lr: 1 });
  });
});

describe("a recorded line", () => {
  it("has its hyperparameters by their names, and no other marks", () => {
    const words = ["p", "--lr", "0.1", "--data=~x", "a~b", "HEAD~1"];
    const line = parseWords(words, new Set(["lr"]));
    expect(lineWords(line)).toEqual(words);
    expect(lineParams(line.items).hyperparameters).toEqual(["lr"]);
  });

  it("as an experiment keeps it is without the values of hyperparameters", () => {
    const line = parseWords("p --lr~0.1 --wd=~3 depth~4 --epochs 9".split(" "));
    expect(lineTemplate(line)).toEqual("p --lr~ --wd=~ depth~ --epochs 9".split(" "));
  });
});
