import { startKernel } from "../client/start-kernel.js";
import type { ExaminedKernel } from "./examined-kernel.js";
import type { KernelFinding } from "./kernel-finding.js";

/** Seconds that a kernel may take to answer. */
const TIMEOUT = 20;

/** Starts a kernel for real in a folder, asks it who it is, and ends it. */
export async function examineStart(
  kernel: ExaminedKernel,
  folder: string,
): Promise<KernelFinding[]> {
  try {
    const { client } = await startKernel(kernel, { cwd: folder, timeout: TIMEOUT });
    await client.kill();
    return [];
  } catch (error) {
    return [doesNotStart(kernel, error)];
  }
}

function doesNotStart({ directory }: ExaminedKernel, error: unknown): KernelFinding {
  const message = error instanceof Error ? error.message : String(error);
  const [sentence, ...output] = message.split("\n");
  return {
    kind: "does-not-start",
    path: directory,
    message: `does not start. ${sentence}`,
    remedy: "Mend what is said there, then ask again.",
    output: output.map((line) => line.trim()),
  };
}
