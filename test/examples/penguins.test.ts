import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { built, builtExample } from "../tools/built.js";
import { PROJECT } from "../tools/project.js";
import { runProgram, type Finished } from "../tools/run-program.js";
import { temporaryFolder } from "../tools/temporary-folder.js";

/** 3 optimizers × 3 learning rates × 2 seeds. */
const TRIALS = 18;
const CHARTS = ["svg", "png", "html"].flatMap((format) => [
  `val-accuracy.${format}`,
  `val-loss.${format}`,
]);

function demo(...words: string[]): Promise<Finished> {
  built(); // which the example imports
  const program = builtExample("penguins", "main.js");
  return runProgram(process.execPath, [program, ...words], { cwd: PROJECT });
}

it(
  "trains its grid once, answers, and writes every file that it names",
  { timeout: 60_000 },
  async () => {
    const output = join(temporaryFolder(), "output");
    const runs = join(output, "exman", "runs");
    const size = ["--seeds", "2", "--epochs", "5", "--output", output];

    const first = await demo(...size);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stderr).toContain(`0 of ${TRIALS} trials are recorded already, ${TRIALS} to run.`);
    expect(readdirSync(runs)).toHaveLength(TRIALS);
    const named = [...first.stdout.matchAll(/^Wrote (.+)$/gm)].map(([, file]) => file!);
    expect(named.toSorted()).toEqual(CHARTS.map((name) => join(output, name)).toSorted());
    for (const file of named) expect(statSync(file).size).toBeGreaterThan(1000);
    expect(first.stdout).toMatch(/^Marked as best: the 2 runs \d+, \d+\.$/m);
    expect(readdirSync(join(output, "exman", "marked", "best"))).toHaveLength(2);

    const second = await demo(...size);
    expect(second.code).toBe(0);
    expect(second.stderr).toContain(
      `${TRIALS} of ${TRIALS} trials are recorded already, 0 to run.`,
    );
    expect(readdirSync(runs)).toHaveLength(TRIALS);
    expect(second.stdout).toBe(first.stdout);
  },
);

it("refuses a size that is no number, and writes nothing", async () => {
  const output = join(temporaryFolder(), "output");
  const { code, stderr } = await demo("--seeds", "few", "--output", output);
  expect(code).toBe(1);
  expect(stderr).toContain('--seeds is "few": give a whole number from 2 up.');
  expect(existsSync(output)).toBe(false);
});
