import type { Environment } from "../../store/recorded-facts.js";
import type { Surroundings } from "../surroundings.js";
import { readCuda } from "./cuda.js";
import { findInterpreter } from "./interpreter.js";
import { readNode } from "./node.js";
import { readPython } from "./python.js";

/** The programs and packages that a command uses. */
export interface EnvironmentFacts {
  /** Absent where nothing of it is known. */
  readonly environment?: Environment;
  /** Why a part of it is absent, by the part's name. */
  readonly unread: Readonly<Record<string, string>>;
}

/** Reads the programs and packages that a command uses: those of its interpreter, and the CUDA toolkit. Never throws. */
export async function readEnvironment(surroundings: Surroundings): Promise<EnvironmentFacts> {
  const [packages, cuda] = await Promise.allSettled([
    readPackages(surroundings),
    readCuda(surroundings),
  ]);
  const unread = {
    ...(packages.status === "rejected" ? { environment: reasonOf(packages) } : {}),
    ...(cuda.status === "rejected" ? { cuda: reasonOf(cuda) } : {}),
  };
  const environment = {
    ...(packages.status === "fulfilled" ? packages.value : {}),
    ...(cuda.status === "fulfilled" && cuda.value ? { cuda: cuda.value } : {}),
  };
  return Object.keys(environment).length > 0 ? { environment, unread } : { unread };
}

async function readPackages(surroundings: Surroundings): Promise<Environment> {
  const interpreter = findInterpreter(surroundings);
  if (!interpreter) return {};
  return interpreter.kind === "python"
    ? { python: await readPython(interpreter.path, surroundings) }
    : { node: await readNode(interpreter, surroundings) };
}

function reasonOf({ reason }: PromiseRejectedResult): string {
  return (reason as Error).message;
}
