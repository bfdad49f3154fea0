import { expect, it } from "vitest";
import { run } from "../../src/cli/commands/run.js";
import { parseWords } from "../../src/cli/parse-words.js";

/** Words as a shell makes them of a line without quotes. */
function words(line: string): string[] {
  return line === "" ? [] : line.split(" ");
}

it.each<[line: string, command: string, flags: object]>([
  ["python main.py --lr~0.1 --help", "python main.py --lr~0.1 --help", {}],
  ["-n lenet --tmp python -q", "python -q", { experiment: "lenet", tmp: true }],
  ["-nlenet -q -- --tmp x", "--tmp x", { experiment: "lenet", quiet: true }],
  ["--name=a=b true", "true", { name: "a=b" }],
  ["--scalars sh a.sh", "sh a.sh", { scalars: "" }],
  ["--scalars=acc:(.*) sh a.sh", "sh a.sh", { scalars: "acc:(.*)" }],
  ["--prior lr=x --prior m=y true", "true", { prior: ["lr=x", "m=y"] }],
  ["--config 7 -- --lr~0.01 -- x", "--lr~0.01 -- x", { config: "7" }],
  ["--resume 7", "", { resume: "7" }],
  ["--help python", "python", { help: true }],
])(
  "ceteris run %s: what stands before the command is ours, the rest its own",
  (line, command, flags) => {
    expect(parseWords(run, words(line))).toEqual({ args: words(command), flags });
  },
);

it.each([
  [
    "--lr~0.1 python",
    "write what belongs to the command behind it, or after --, as in -- --lr~0.1",
  ],
  ["--experimnt x true", "did you mean --experiment?"],
  ["-x true", `usage: ${run.usage}`],
  ["--tmp=3 true", `usage: ${run.usage}`],
  ["-n", `usage: ${run.usage}`],
  ["--name -7 true", "join it to its value, as in --name=-7"],
])("ceteris run %s is refused with what to write instead", (line, remedy) => {
  expect(() => parseWords(run, words(line))).toThrow(
    expect.objectContaining({ name: "UsageError", message: expect.stringContaining(remedy) }),
  );
});
