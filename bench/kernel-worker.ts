import { join } from "node:path";
import { PROJECT } from "./project.js";
import { startPython } from "./python-worker.js";
import type { Venv } from "./python.js";

/** Where the client is. */
export const KERNEL_VENV: Venv = {
  name: "bench-kernel-venv",
  requirements: "requirements-kernel.txt",
  packages: "jupyter_client",
};

/** The kernels, by how Jupyter starts them. Both run the tslab that is installed here. */
const COMMANDS = {
  ours: [
    process.execPath,
    "--no-force-async-hooks-checks",
    join(PROJECT, "dist/kernel/server/main.js"),
    "--connection-file",
    "{connection_file}",
  ],
  stock: [
    process.execPath,
    join(PROJECT, "node_modules/tslab/bin/tslab"),
    "kernel",
    "--config-path",
    "{connection_file}",
  ],
};

export type KernelName = keyof typeof COMMANDS;

export const KERNEL_NAMES = ["ours", "stock"] as const satisfies readonly KernelName[];

/** What became of a cell. */
export interface Ran {
  readonly milliseconds: number;
  /** Of what it printed. */
  readonly characters: number;
  readonly lines: number;
}

/** A client that runs kernels by turns; at most one of a name at a time. */
export interface Kernels {
  /** Starts a process; how long it took to answer, in milliseconds. */
  start(kernel: KernelName): Promise<number>;
  /** Runs a cell to its end; throws where that is not `ok`. */
  run(kernel: KernelName, code: string): Promise<Ran>;
  /** Completes at the end of the code; how long that took, in milliseconds. */
  complete(kernel: KernelName, code: string): Promise<number>;
  /** The resident set of the process, in bytes. */
  memory(kernel: KernelName): Promise<number>;
  stop(kernel: KernelName): Promise<void>;
}

type Answer = Readonly<
  Record<"milliseconds" | "characters" | "lines" | "matches" | "bytes", number>
> & {
  readonly status: string;
};

/** Starts the client, and ends it and all of its kernels after use. They run in the folder of the notebooks. */
export async function withKernels<Result>(
  use: (kernels: Kernels) => Promise<Result>,
): Promise<Result> {
  const args = [join(PROJECT, "notebooks"), JSON.stringify(COMMANDS)];
  const python = startPython("kernel.py", args, KERNEL_VENV);
  const ask = async (task: string, kernel: KernelName, code = ""): Promise<Answer> =>
    (await python.ask({ task, kernel, code })) as Answer;
  try {
    return await use({
      start: async (kernel) => (await ask("start", kernel)).milliseconds,
      run: async (kernel, code) => {
        const answer = await ask("run", kernel, code);
        if (answer.status === "ok") return answer;
        throw new Error(`${kernel}: the cell ended with ${answer.status}: ${code.slice(0, 200)}`);
      },
      complete: async (kernel, code) => {
        const { milliseconds, matches } = await ask("complete", kernel, code);
        if (matches > 0) return milliseconds;
        throw new Error(`${kernel} had nothing to complete ${code} with.`);
      },
      memory: async (kernel) => (await ask("memory", kernel)).bytes,
      stop: async (kernel) => void (await ask("stop", kernel)),
    });
  } finally {
    python.stop();
  }
}
