import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A command of a console block, with the lines that it is said to print. */
export interface ConsoleStep {
  readonly command: string;
  readonly output: string;
}

/** Blocks of a language in a page, in order. */
export function codeBlocks(page: string, language: string): string[] {
  const pattern = new RegExp("^```" + language + "\\n([\\s\\S]*?)^```$", "gm");
  return [...page.matchAll(pattern)].map(([, code]) => code!);
}

/** Steps of a console block: lines after "$ ", each with what follows it. */
export function consoleSteps(block: string): ConsoleStep[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const [command, ...output] = step.split("\n");
      return { command: command!, output: output.join("\n").trimEnd() };
    });
}

/** What the comments behind `console.log(…)` say that it prints. */
export function saidOutputs(block: string): string[] {
  return [...block.matchAll(/^console\.log\(.*\); \/\/ (.+)$/gm)].map(([, said]) => said!);
}

/** A page with the output of each console step as `run` gives it. */
export function withOutputs(page: string, run: (command: string) => string): string {
  return page.replace(/^```console\n([\s\S]*?)^```$/gm, (_, block: string) => {
    const lines = ({ command }: { readonly command: string }): string[] =>
      [`$ ${command}`, run(command)].filter((text) => text !== "");
    const steps = consoleSteps(block).map((step) => `${lines(step).join("\n")}\n`);
    return `\`\`\`console\n${steps.join("")}\`\`\``;
  });
}

/** Every `@example` in the comments of a folder's sources, with the file that it stands in. */
export function commentExamples(folder: string): { file: string; code: string }[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  return files.flatMap((file) => {
    const comments = readFileSync(join(folder, file), "utf8").match(/\/\*\*[\s\S]*?\*\//g) ?? [];
    return comments.flatMap(exampleOf).map((code) => ({ file, code }));
  });
}

function exampleOf(comment: string): string[] {
  const [, example] = comment.split(/@example\b/);
  if (example === undefined) return [];
  const lines = example.replace(/\*\/\s*$/, "").split("\n");
  return [
    lines
      .map((line) => line.replace(/^\s*\* ?/, ""))
      .join("\n")
      .split(/^@/m)[0]!,
  ];
}
