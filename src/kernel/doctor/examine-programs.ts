import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { ExaminedKernel } from "./examined-kernel.js";
import { installCommand } from "./install-command.js";
import { type KernelFinding, lastLines } from "./kernel-finding.js";
import { runToEnd } from "./run-to-end.js";
import type { JupyterSurroundings } from "../spec/surroundings.js";

/** The oldest Node that ceteris runs in. */
const OLDEST = [20, 19] as const;

/** What is wrong with the two programs that a kernelspec names: Node, and what Node is to run. */
export async function examinePrograms(
  kernel: ExaminedKernel,
  around: JupyterSurroundings,
): Promise<KernelFinding[]> {
  return [...(await examineNode(kernel, around)), ...examineProgram(kernel, around)];
}

/** The program that Node is to run: the first word after its options. */
export function programOf({ spec }: ExaminedKernel): string | undefined {
  return spec.argv.slice(1).find((word) => !word.startsWith("-"));
}

async function examineNode(
  kernel: ExaminedKernel,
  around: JupyterSurroundings,
): Promise<KernelFinding[]> {
  const [node] = kernel.spec.argv as [string];
  const { code, stdout, stderr, reason } = await runToEnd(node, ["--version"], around.env);
  const again = { path: node, command: installCommand(kernel, around) };
  if (code === undefined)
    return [
      {
        ...again,
        kind: "node-missing",
        message: `is not there any more, or is no program (${reason})`,
        remedy: "Install the kernel again with the Node you use now.",
      },
    ];
  const version = /^v(\d+)\.(\d+)\./.exec(stdout);
  if (version && isRecent(Number(version[1]), Number(version[2]))) return [];
  return [
    {
      ...again,
      kind: "node-too-old",
      message: `is ${version ? `Node ${stdout.trim().slice(1)}` : "no Node"}; the kernel needs ${OLDEST.join(".")} or later`,
      remedy: "Install the kernel again with a later Node.",
      output: version ? [] : lastLines(stdout + stderr),
    },
  ];
}

function isRecent(major: number, minor: number): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

function examineProgram(kernel: ExaminedKernel, around: JupyterSurroundings): KernelFinding[] {
  const program = programOf(kernel);
  if (program !== undefined && (!isAbsolute(program) || existsSync(program))) return [];
  return [
    {
      kind: "program-missing",
      path: program ?? kernel.directory,
      message:
        program === undefined
          ? "names no program that Node is to run"
          : "is not there any more: its project was moved or removed, or its packages were",
      remedy: "Install the kernel again from a project that has ceteris.",
      command: installCommand(kernel, around),
    },
  ];
}
