import { fileURLToPath } from "node:url";
import { tslabProgram } from "../tslab/tslab-program.js";
import type { KernelSpec } from "../spec/kernel-spec.js";

/** One of the two kernels that ceteris installs. */
export interface Kernel {
  /** The kernel's folder name, by which notebooks refer to it. */
  readonly name: string;
  /** What launchers show. */
  readonly displayName: string;
  /** How front ends interrupt it: by a message, or by SIGINT. */
  readonly interruptMode: "message" | "signal";
  /** The words after the path of Node. @throws CeterisError `KERNEL` where tslab is missing. */
  command(): string[];
}

/** The program of our kernel as it is built, also for code that runs from the sources. */
const SERVER = fileURLToPath(new URL("../../../dist/kernel/server/main.js", import.meta.url));

/** Interrupting a loop ends it in the midst of a promise, which Node's check of its hooks would take for a bug. */
const OURS: Kernel = {
  name: "ceteris",
  displayName: "TypeScript (ceteris)",
  interruptMode: "message",
  command: () => {
    tslabProgram();
    return ["--no-force-async-hooks-checks", SERVER, "--connection-file", "{connection_file}"];
  },
};

const STOCK: Kernel = {
  name: "ceteris-tslab",
  displayName: "TypeScript (tslab)",
  interruptMode: "signal",
  command: () => [tslabProgram(), "kernel", "--config-path", "{connection_file}"],
};

/** Stock tslab where it is asked for, else our kernel. */
export function kernelOf(stock: boolean = false): Kernel {
  return stock ? STOCK : OURS;
}

/** What launchers show for a kernel under a name, so that two can be told apart. */
export function displayNameOf(kernel: Kernel, name: string): string {
  return name === kernel.name ? kernel.displayName : `TypeScript (${name})`;
}

/** Whether ceteris wrote a kernelspec; others are not ours to replace or remove. */
export function isOurs({ metadata }: KernelSpec): boolean {
  return typeof metadata["ceteris"] === "object" && metadata["ceteris"] !== null;
}

/** Whether a kernel's command starts stock tslab. */
export function isStock(argv: readonly string[]): boolean {
  return argv.includes("--config-path");
}
