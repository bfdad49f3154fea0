import { basename, join } from "node:path";
import { readBeginning } from "../../util/read-small-file.js";
import { findProgram } from "../find-program.js";
import { findUpwards } from "../find-upwards.js";
import type { Surroundings } from "../surroundings.js";

/** The program that interprets a command, by its absolute path. */
export interface Interpreter {
  readonly kind: "python" | "node" | "deno" | "bun";
  readonly path: string;
}

type Place = Pick<Surroundings, "cwd" | "env">;

const PYTHON = /^(?:python|pypy)\d*(?:\.\d+)?(?:\.exe)?$/;

/** Programs that start another one, which they name among their arguments. */
const STARTERS =
  /^(?:env|nohup|nice|ionice|time|timeout|stdbuf|setsid|sudo|taskset|numactl|srun|mpirun|mpiexec|xvfb-run|strace|dotenv)$/;
/** Programs that run another one in the project's own environment, by a subcommand. */
const PROJECT_RUNNERS = /^(?:uv|poetry|pdm|hatch|rye|pipenv)$/;
const NODE_RUNNERS = /^(?:npm|npx|pnpm|pnpx|yarn|tsx|ts-node)$/;

/** The interpreter of a command, as far as it can be told without running it; undefined where there is none. */
export function findInterpreter({ command, cwd, env }: Surroundings): Interpreter | undefined {
  return ofWords(command, { cwd, env }) ?? activePython({ cwd, env });
}

function ofWords([word = "", ...rest]: readonly string[], place: Place): Interpreter | undefined {
  const name = basename(word);
  if (STARTERS.test(name)) return ofStarted(rest, place);
  if (PROJECT_RUNNERS.test(name) && rest[0] === "run") return ofProject(place);
  if (name === "conda" || name === "mamba" || name === "micromamba")
    return rest[0] === "run" ? ofConda(rest, place) : undefined;
  const path = findProgram(word, place);
  return path === undefined ? undefined : (ofName(name, path) ?? ofScript(path, place));
}

function ofName(name: string, path: string): Interpreter | undefined {
  if (PYTHON.test(name)) return { kind: "python", path };
  return name === "node" || name === "deno" || name === "bun" ? { kind: name, path } : undefined;
}

/** `env OMP_NUM_THREADS=1 python train.py`: the first word that names an interpreter, or a script of one. */
function ofStarted(words: readonly string[], place: Place): Interpreter | undefined {
  for (const [index, word] of words.entries()) {
    if (word.startsWith("-") || word.includes("=")) continue;
    const found = ofWords(words.slice(index), place);
    if (found) return found;
  }
  return undefined;
}

function ofProject(place: Place): Interpreter | undefined {
  const named = place.env["UV_PROJECT_ENVIRONMENT"];
  const path =
    (named === undefined ? undefined : pythonIn(named, place)) ??
    findUpwards(place.cwd, [".venv/bin/python", ".venv/Scripts/python.exe"]);
  return path === undefined ? undefined : { kind: "python", path };
}

/** `conda run -n NAME …` or `conda run -p FOLDER …` */
function ofConda(words: readonly string[], place: Place): Interpreter | undefined {
  const valueOf = (...names: readonly string[]): string | undefined =>
    words[words.findIndex((word) => names.includes(word)) + 1];
  const name = words.some((word) => word === "-n" || word === "--name")
    ? valueOf("-n", "--name")
    : undefined;
  const folder = words.some((word) => word === "-p" || word === "--prefix")
    ? valueOf("-p", "--prefix")
    : undefined;
  const root = place.env["MAMBA_ROOT_PREFIX"] ?? condaRoot(place);
  const prefix = folder ?? (name && root ? join(root, "envs", name) : undefined);
  const path = prefix === undefined ? undefined : pythonIn(prefix, place);
  return path === undefined ? undefined : { kind: "python", path };
}

/** From the path of conda's program: `<root>/bin/conda`. */
function condaRoot({ env }: Place): string | undefined {
  return env["CONDA_EXE"]?.replace(/[\\/](?:bin|Scripts|condabin)[\\/][^\\/]+$/, "");
}

/** A script names its interpreter in its first line. */
function ofScript(path: string, place: Place): Interpreter | undefined {
  const [first = "", second = ""] = beginning(path).split("\n");
  if (!first.startsWith("#!")) return ofNodeRunner(path, place);
  // pip writes this where the path of the interpreter is too long for a first line
  const long = /^'''exec' "?([^"\s]+)"? /.exec(second)?.[1];
  const words = long === undefined ? first.slice(2).trim().split(/\s+/) : [long];
  const [program = "", ...options] = words;
  if (basename(program) === "env") return ofStarted(options, place);
  const found = findProgram(program, place);
  return found === undefined ? undefined : ofName(basename(program), found);
}

function ofNodeRunner(path: string, place: Place): Interpreter | undefined {
  const node = NODE_RUNNERS.test(basename(path)) ? findProgram("node", place) : undefined;
  return node === undefined ? undefined : { kind: "node", path: node };
}

/** A shell's script may well run the Python of the environment that is active. */
function activePython(place: Place): Interpreter | undefined {
  const folder = place.env["VIRTUAL_ENV"] ?? place.env["CONDA_PREFIX"];
  const path = folder ? pythonIn(folder, place) : undefined;
  return path === undefined ? undefined : { kind: "python", path };
}

function pythonIn(folder: string, place: Place): string | undefined {
  return (
    findProgram(join(folder, "bin", "python"), place) ??
    findProgram(join(folder, "Scripts", "python.exe"), place) ??
    findProgram(join(folder, "python.exe"), place)
  );
}

function beginning(path: string): string {
  try {
    return readBeginning(path, 512).toString("latin1");
  } catch {
    return "";
  }
}
