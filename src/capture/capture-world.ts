import type { Environment, Gpu, Machine, Vcs } from "../store/recorded-facts.js";
import { captureCode, type Code } from "./capture-code.js";
import { Deadline } from "./deadline.js";
import { captureMachine } from "./machine.js";
import { readEnvironment } from "./software/environment.js";
import { readGpus } from "./gpus.js";
import { slurmFacts } from "./slurm.js";
import { allowedVariables } from "./variables.js";

/** Facts about the world in which a command runs; each is absent where there is none, or where it could not be read. */
export interface World {
  readonly vcs?: Vcs;
  /** Uncommitted changes; see `Code`. */
  readonly diff?: string;
  readonly environment?: Environment;
  readonly machine: Machine;
  readonly gpus?: readonly Gpu[];
  readonly slurm?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  /** Why a fact could not be read, by its name. */
  readonly unread: Readonly<Record<string, string>>;
}

/** What is to be read. */
export interface WorldOptions {
  /** Absolute path of the folder in which the command runs. */
  readonly cwd: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** Environment of the command; that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** In milliseconds, for everything together; 5000, and 3000 where the code was read before. */
  readonly limit?: number;
  /** Absolute folders whose files are no code, such as the root that runs are recorded in. */
  readonly exclude?: readonly string[];
  /** True where nothing of this is to keep the process alive. */
  readonly background?: boolean;
  /** The code, where it was read before. */
  readonly code?: Code;
}

const LIMIT_MS = 5000;
const LIMIT_WITHOUT_CODE_MS = 3000;

/**
 * Reads facts about the world: code, environment, machine, graphics cards, Slurm's job, and environment variables of an
 * allow list. Everything is read at once, within one time limit, and the programs that it takes are started before this
 * function returns. Never throws.
 */
export async function captureWorld({
  cwd,
  command,
  env = process.env,
  exclude = [],
  background = false,
  code,
  limit = code ? LIMIT_WITHOUT_CODE_MS : LIMIT_MS,
}: WorldOptions): Promise<World> {
  const deadline = new Deadline(limit, background);
  const surroundings = { cwd, command, env, deadline };
  const [known, software, gpus] = await Promise.all([
    code ?? captureCode(cwd, { limit, exclude, command, background, env }),
    readEnvironment(surroundings),
    readGpus(surroundings).catch((error: Error) => error),
  ]);
  deadline.clear();
  const cards = gpus instanceof Error ? { unread: { gpus: gpus.message } } : { gpus };
  return {
    ...(known.vcs ? { vcs: known.vcs } : {}),
    ...(known.diff === undefined ? {} : { diff: known.diff }),
    ...(software.environment ? { environment: software.environment } : {}),
    machine: captureMachine(env),
    ...(cards.gpus ? { gpus: cards.gpus } : {}),
    ...present("slurm", slurmFacts(env)),
    ...present("variables", allowedVariables(env)),
    unread: { ...unreadCode(known), ...software.unread, ...cards.unread },
  };
}

function unreadCode({ vcs, unread }: Code): Record<string, string> {
  return unread === undefined ? {} : { [vcs ? "diff" : "vcs"]: unread };
}

function present<Name extends string>(
  name: Name,
  facts: Readonly<Record<string, string>>,
): { readonly [Key in Name]?: Readonly<Record<string, string>> } {
  return (Object.keys(facts).length > 0 ? { [name]: facts } : {}) as {
    readonly [Key in Name]?: Readonly<Record<string, string>>;
  };
}
