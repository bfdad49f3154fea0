import { BooleanOptionalAction } from "argparse";
import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { optional } from "../../../src/record/parser/argument-types.js";
import type { ExParser } from "../../../src/record/parser/ex-parser.js";
import { parserWorkspace, recorded } from "./parser-workspace.js";

const workspace = parserWorkspace();
const { newParser } = workspace;

describe("--config", () => {
  it.each([
    ["str", undefined, "example", "example"],
    ["str", "+", "example other", ["example", "other"]],
    ["str", undefined, "1", "1"],
    ["str", "+", "1 2", ["1", "2"]],
    ["str", undefined, "yes", "yes"],
    ["int", undefined, "1", 1],
    ["int", "+", "1 2", [1, 2]],
    ["int", 1, "-3", [-3]],
    ["float", undefined, "1.1", 1.1],
    ["float", "*", "1 nan", [1, NaN]],
    [Boolean, undefined, "1", true],
    [Boolean, "+", "T F", [true, false]],
    [(text: string) => text.split(","), undefined, "a,b", ["a", "b"]],
  ] as const)("restores %s, nargs %s, %s", (type, nargs, words, value) => {
    const parser = newParser();
    parser.add_argument("--param", { type, ...(nargs !== undefined && { nargs }) });
    const first = parser.parse_args(`--param ${words}`);
    expect(first["param"]).toEqual(value);
    const second = parser.parse_args(["--config", join(first.root, "params.yaml")]);
    expect(second["param"]).toEqual(value);
    expect(second.root).not.toBe(first.root);
    const text = (directory: string): string => recorded(directory).join("\n");
    expect(text(second.root).replace(/^config_file: .*$/m, "config_file: null")).toBe(
      text(first.root).replace(basename(first.root), basename(second.root)),
    );
  });

  /** Parses words, then restores the run, with more words. */
  function restore(parser: ExParser, words: string, more = ""): Record<string, unknown> {
    const first = parser.parse_args(words);
    return parser.parse_args(`--config ${first.root} ${more}`);
  }

  it("restores every kind of flag to what it was, not to whether it was given", () => {
    const parser = newParser();
    parser.add_argument("--fast", { action: "store_true" });
    parser.add_argument("--no-shuffle", { dest: "shuffle", action: "store_false" });
    parser.add_argument("--no-cache", { action: "store_false" });
    parser.add_argument("-v", { dest: "verbosity", action: "count", default: 0 });
    parser.add_argument("--half", { dest: "precision", action: "store_const", const: 16 });
    parser.add_argument("--amp", { action: BooleanOptionalAction, default: true });
    parser.add_argument("--all", { dest: "tasks", action: "append_const", const: "all" });
    parser.add_argument("--layer", { action: "append", type: "int", default: [1] });
    parser.add_argument("--more", { action: "extend", nargs: "+", type: "int" });
    parser.add_argument("--pair", { action: "append", nargs: 2 });
    const words =
      "--fast --no-cache -vv --half --no-amp --all --layer 5 --more 1 2 --more 3 --pair a b --pair c d";
    const expected = {
      fast: true,
      shuffle: true,
      no_cache: false,
      verbosity: 2,
      precision: 16,
      amp: false,
      tasks: ["all"],
      layer: [1, 5],
      more: [1, 2, 3],
      pair: [
        ["a", "b"],
        ["c", "d"],
      ],
    };
    expect(restore(parser, words)).toMatchObject(expected);
    const none = parser.parse_args("");
    expect(restore(parser, "")).toMatchObject({
      fast: false,
      shuffle: none["shuffle"],
      no_cache: true,
      verbosity: 0,
      precision: undefined,
      layer: [1],
    });
  });

  it("gives way to the command line, in whatever spelling, and to what excludes an argument", () => {
    const parser = newParser();
    parser.add_argument("-l", "--learning-rate", { type: "float", default: 1 });
    parser.add_argument("--layer", { action: "append", type: "int" });
    const group = parser.add_mutually_exclusive_group({ required: true });
    group.add_argument("--adam", { type: "float" });
    group.add_argument("--sgd", { type: "float" });
    const words = "-l 0.5 --layer 1 --layer 2 --adam 0.9";
    expect(restore(parser, words)).toMatchObject({ learning_rate: 0.5, layer: [1, 2], adam: 0.9 });
    expect(restore(parser, words, "-l0.25 --sgd 0.1 --layer 3")).toMatchObject({
      learning_rate: 0.25,
      layer: [3],
      sgd: 0.1,
      adam: undefined,
    });
    expect(restore(parser, words, "--learn 0.125")).toMatchObject({ learning_rate: 0.125 });
    expect(restore(parser, words, "--learning-rate=2")).toMatchObject({ learning_rate: 2 });
  });

  it("restores required and positional arguments, which are required again afterwards", () => {
    const parser = newParser();
    parser.add_argument("--data", { required: true });
    parser.add_argument("model");
    parser.add_argument("sizes", { nargs: "+", type: "int" });
    const words = "--data mnist mlp 64 32";
    expect(restore(parser, words)).toMatchObject({ data: "mnist", model: "mlp", sizes: [64, 32] });
    expect(restore(parser, words, "cnn")).toMatchObject({ model: "cnn", sizes: [64, 32] });
    expect(restore(parser, words, "cnn 8")).toMatchObject({ model: "cnn", sizes: [8] });
    expect(() => parser.parse_args([])).toThrow(/required: --data, model, sizes/);
  });

  it("takes a name's destination into account, and restores a null as the default", () => {
    const parser = newParser();
    parser.add_argument("--arg1", { dest: "arg2", type: optional("int"), default: null });
    expect(restore(parser, "--arg1 2")).toMatchObject({ arg2: 2 });
    expect(restore(parser, "--arg1 none")).toMatchObject({ arg2: null });
  });

  it("does not restore volatile arguments", () => {
    const parser = newParser();
    parser.add_argument("--arg1", { default: "1" });
    parser.add_argument("--my-gpu", { default: "0", volatile: true });
    expect(restore(parser, "--arg1 2 --my-gpu 2")).toMatchObject({ arg1: "2", my_gpu: "0" });
  });

  it("reads a file written by hand, with the options' names or the params', and skips other keys", () => {
    const parser = newParser();
    parser.add_argument("--batch-size", { type: "int" });
    parser.add_argument("--lr", { type: "float" });
    parser.add_argument("--no-cache", { dest: "cache", action: "store_false" });
    parser.add_argument("--day");
    const file = join(dirname(workspace.root), "conf.yaml");
    writeFileSync(file, "batch-size: 32\n--lr: 1e-3\nno-cache: on\nday: 2026-11-21\nnoise: 3\n");
    expect(parser.parse_args(`--config=${file}`)).toMatchObject({
      batch_size: 32,
      lr: 0.001,
      cache: false,
      day: "2026-11-21",
    });
  });

  it("refuses a file that is not there, is no mapping, or has a value of another type", () => {
    const parser = newParser();
    parser.add_argument("--lr", { type: "float" });
    parser.add_argument("--size", { nargs: 2, type: "int" });
    const file = join(dirname(workspace.root), "conf.yaml");
    const parse = (): unknown => parser.parse_args(["--config", file]);
    expect(parse).toThrow(`The config file ${file} cannot be opened: ENOENT`);
    for (const [text, message] of [
      ["- 1\n", `The config file ${file} is no YAML mapping of arguments to values`],
      ["lr: fast\n", "argument --lr: invalid 'float' value: 'fast'"],
      ["size: [1]\n", "argument --size: expected 2 arguments, not 1"],
      ["tmp: maybe\n", "argument --tmp: tmp is a flag: true or false, not 'maybe'"],
    ] as const) {
      writeFileSync(file, text);
      expect(parse).toThrow(message);
    }
    expect(parser.num_ex()).toBe(0);
  });

  it("comes before default files, of which a later one counts more", () => {
    const folder = dirname(workspace.root);
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    file("a.conf.yaml", "lr: 1\nseed: 1\ndepth: 1\n");
    file("b.conf.yaml", "seed: 2\ndepth: 2\n");
    const named = file("named.yaml", "depth: 3\n");
    const parser = newParser({
      default_config_files: [join(folder, "missing.yaml"), join(folder, "*.conf.yaml")],
    });
    for (const name of ["--lr", "--seed", "--depth"]) parser.add_argument(name, { type: "int" });
    expect(parser.parse_args([])).toMatchObject({ lr: 1, seed: 2, depth: 2 });
    expect(parser.parse_args(["--config", named])).toMatchObject({ lr: 1, seed: 2, depth: 3 });
  });

  it("may have another name, or none", () => {
    const parser = newParser({ args_for_setting_config_path: ["-c", "--conf"] });
    const first = parser.parse_args("--name a");
    expect(parser.parse_args(["-c", first.root]).name).toBe("a");
    expect(newParser({ args_for_setting_config_path: [] }).format_help()).not.toContain("config");
  });
});

describe("environment variables", () => {
  it("come after the command line and before config files", () => {
    const parser = newParser({ auto_env_var_prefix: "train_" });
    parser.add_argument("--lr", { type: "float", env_var: "RATE" });
    parser.add_argument("--batch-size", { type: "int" });
    parser.add_argument("--hidden", { type: "int", nargs: "+" });
    parser.add_argument("--fast", { action: "store_true" });
    const first = parser.parse_args("--lr 1 --batch-size 1 --hidden 1");
    vi.stubEnv("RATE", "0.5");
    vi.stubEnv("TRAIN_BATCH_SIZE", "2");
    vi.stubEnv("TRAIN_HIDDEN", "[64, 32]");
    vi.stubEnv("TRAIN_FAST", "yes");
    const args = parser.parse_args(["--config", first.root, "--batch-size", "3"]);
    vi.unstubAllEnvs();
    expect(args).toMatchObject({ lr: 0.5, batch_size: 3, hidden: [64, 32], fast: true });
    expect(parser.format_help()).toContain("[env var: TRAIN_BATCH_SIZE]");
  });
});
