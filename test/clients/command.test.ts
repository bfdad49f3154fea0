import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { built } from "../tools/built.js";
import { PROJECT, PYTHON } from "../tools/project.js";
import { runProgram } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

const PROGRAM = join(import.meta.dirname, "programs/resume_training.py");

it("a program of `ceteris run` has its params, and trains on in the run that is resumed", async () => {
  const root = join(temporaryFolder(), "exman");
  const { CETERIS_RUN: _, CETERIS_ROOT: __, ...rest } = process.env;
  const env = {
    ...rest,
    PYTHONPATH: join(PROJECT, "clients/python"),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const ceteris = (...args: string[]): ReturnType<typeof runProgram> =>
    runProgram(process.execPath, [built("cli", "main.js"), "run", "--root", root, ...args], {
      env,
    });

  // the note is too long for a variable of the environment
  const note = "ö".repeat(40_000);
  const words = ["--lr~1e-3", "--n", "9007199254740993", "--layers", "64", "--layers", "32"];
  const first = await ceteris("--", PYTHON, PROGRAM, ...words, "--note", note);
  const told = '{"lr": 0.001, "n": 9007199254740993, "layers": [64, 32]} 40000\n';
  expect([first.code, first.stdout]).toEqual([1, told]);
  expect(readdirSync(join(root, "fails"))).toHaveLength(1);

  const second = await ceteris("--resume", "1");
  expect([second.code, second.stdout]).toEqual([0, told]);
  const index = new Index(root);
  const runs = await index.info();
  expect(runs.objects()).toMatchObject([{ id: 1, status: "completed", lr: 0.001, loss: 1 / 6 }]);
  const long = await index.statistics("loss");
  expect(long.array("step")).toEqual([0, 1, 2, 3, 4, 5]);
  expect(index.problems).toEqual([]);
  const files = readdirSync(join(root, "runs", readdirSync(join(root, "runs"))[0]!));
  expect(files).toEqual(expect.arrayContaining(["statistics.jsonl", "statistics.2.jsonl"]));
});
