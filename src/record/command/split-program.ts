import { basename } from "node:path";

/** Options of interpreters that take the next word. */
const WITH_VALUE: ReadonlySet<string> = new Set(
  "-W -X -r --require --import --loader --experimental-loader --env-file -C --conditions -I".split(
    " ",
  ),
);
/** What runs a program that stands further on in the line, or in a file. */
const INTERPRETER =
  /^(?:python[\d.]*|pypy[\d.]*|ipython|node|nodejs|deno|bun|tsx|ts-node|ruby|perl|lua|julia|Rscript|php|(?:ba|z|da|k|fi)?sh)$/;
const LAUNCHER =
  /^(?:uv|uvx|poetry|pipenv|pdm|hatch|rye|pixi|conda|mamba|micromamba|npx|torchrun|accelerate|deepspeed|horovodrun|mpirun|mpiexec|srun|env|nice|nohup|time|timeout|stdbuf|taskset|numactl|xvfb-run)$/;
const SCRIPT = /\.(?:py|[cm]?[jt]s|[jt]sx|rb|pl|lua|jl|[rR]|php|sh)$/;

/**
 * How many words at the beginning of a line are the program, of which nothing is a param: `python -u main.py`,
 * `python -m pkg.train`, `uv run --with numpy main.py`, `./train`.
 */
export function programLength(words: readonly string[]): number {
  const program = basename(words[0] ?? "");
  if (INTERPRETER.test(program)) return afterInterpreter(words, 1);
  if (!LAUNCHER.test(program)) return 1;
  const inner = words.findIndex((word, at) => at > 0 && INTERPRETER.test(basename(word)));
  if (inner > 0) return afterInterpreter(words, inner + 1);
  const script = words.findIndex((word, at) => at > 0 && isScript(words, at, word));
  return script > 0 ? script + 1 : 1;
}

function isScript(words: readonly string[], at: number, word: string): boolean {
  return words[at - 1] === "-m" || (SCRIPT.test(word) && !word.startsWith("-"));
}

/** Where the script's own words begin, after an interpreter whose options begin at `from`. */
function afterInterpreter(words: readonly string[], from: number): number {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at]!;
    if (/^(?:-\w*[cme]|--eval|--print|-p)$/.test(word)) return Math.min(at + 2, words.length);
    if (WITH_VALUE.has(word)) at += 1;
    else if (!word.startsWith("-") && !/^(?:run|exec)$/.test(word)) return at + 1;
    else if (word.includes("~")) return at;
  }
  return words.length;
}
