import type { Gpu } from "../store/recorded-facts.js";
import { findProgram } from "./find-program.js";
import { runProgram, successOf } from "./run-program.js";
import type { Surroundings } from "./surroundings.js";

const QUERY = [
  "--query-gpu=name,memory.total,driver_version",
  "--format=csv,noheader,nounits",
] as const;
const MIB = 2 ** 20;

/**
 * NVIDIA's graphics cards, as `nvidia-smi` lists them; undefined on a machine without that program.
 *
 * @throws Error (as a rejection) with the reason, where the program has no answer.
 */
export async function readGpus(surroundings: Surroundings): Promise<Gpu[] | undefined> {
  const program = findProgram("nvidia-smi", surroundings);
  if (program === undefined) return undefined;
  const { cwd, env, deadline } = surroundings;
  const output = await runProgram(program, QUERY, { cwd, env, deadline });
  return parseGpus(successOf("nvidia-smi", output).toString());
}

/** One line a card: `NVIDIA A100-SXM4-40GB, 40960, 535.104.05`, memory in MiB; what is not known is in brackets. */
export function parseGpus(text: string): Gpu[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [name = "", memory = "", driver = ""] = line.split(/,\s*/);
      return {
        name,
        ...(/^\d+$/.test(memory) ? { memory: Number(memory) * MIB } : {}),
        ...(/^\d/.test(driver) ? { driver } : {}),
      };
    });
}
