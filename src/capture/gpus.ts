import type { Gpu } from "../store/recorded-facts.js";
import { readAmdGpus } from "./amd-gpus.js";
import { findProgram } from "./find-program.js";
import { runProgram, successOf } from "./run-program.js";
import type { Surroundings } from "./surroundings.js";

/** The only form that has the version of CUDA with the rest; its fields may not be chosen. */
const QUERY = ["-q", "-x"] as const;
const MIB = 2 ** 20;

/**
 * The graphics cards: NVIDIA's as `nvidia-smi` lists them, then AMD's; undefined on a machine without that program and
 * without cards of AMD's.
 *
 * @throws Error (as a rejection) with the reason, where the program has no answer.
 */
export async function readGpus(surroundings: Surroundings): Promise<Gpu[] | undefined> {
  const amd = readAmdGpus();
  const program = findProgram("nvidia-smi", surroundings);
  if (program === undefined) return amd.length > 0 ? amd : undefined;
  const { cwd, env, deadline } = surroundings;
  const output = await runProgram(program, QUERY, { cwd, env, deadline });
  return [...parseGpus(successOf("nvidia-smi", output).toString()), ...amd];
}

/**
 * The cards in the XML of `nvidia-smi -q -x`, which has the versions of the driver and of the CUDA that it supports once
 * for all. What is not known is `N/A`.
 */
export function parseGpus(xml: string): Gpu[] {
  const [head = "", ...cards] = xml.split(/<gpu id=/);
  const driver = /<driver_version>(\d[^<]*)</.exec(head)?.[1];
  const cuda = /<cuda_version>(\d[^<]*)</.exec(head)?.[1];
  return cards.map((card) => {
    // A card that is shared has the memory of its parts first.
    const whole = card.replace(/<mig_devices>[^]*<\/mig_devices>/, "");
    const memory = /<fb_memory_usage>\s*<total>(\d+) MiB</.exec(whole)?.[1];
    return {
      name: /<product_name>([^<]*)</.exec(whole)?.[1] ?? "",
      ...(memory !== undefined && { memory: Number(memory) * MIB }),
      ...(driver !== undefined && { driver }),
      ...(cuda !== undefined && { cuda }),
    };
  });
}
