import type { ExaminedKernel } from "./examined-kernel.js";
import { kernelCommand, placeWords, uninstallCommand } from "./install-command.js";
import { type FoundKernel, readKernelSpec } from "../spec/kernel-spec.js";
import { type KernelFinding, lastLines } from "./kernel-finding.js";
import { runToEnd } from "./run-to-end.js";
import { isSamePath } from "../spec/same-path.js";
import type { JupyterSurroundings } from "../spec/surroundings.js";

/** What the Jupyter on `$PATH` answers. */
export interface JupyterAnswer {
  /** The kernels that it lists; undefined where there is no Jupyter, or where it fails. */
  readonly listed: readonly FoundKernel[] | undefined;
  readonly findings: readonly KernelFinding[];
}

/** Asks the Jupyter on `$PATH` for its kernels. */
export async function askJupyter({ env }: JupyterSurroundings): Promise<JupyterAnswer> {
  const words = ["kernelspec", "list", "--json"];
  const { code, stdout, stderr, reason } = await runToEnd("jupyter", words, env);
  if (reason === "ENOENT") return { listed: undefined, findings: [] };
  const listed = code === 0 ? parseList(stdout) : undefined;
  if (listed !== undefined) return { listed, findings: [] };
  const finding: KernelFinding = {
    kind: "jupyter-broken",
    path: "jupyter",
    message: `fails on \`jupyter ${words.join(" ")}\``,
    remedy: "Install Jupyter again, or put the one that works first in $PATH.",
    output: lastLines(stderr || stdout),
  };
  return { listed: undefined, findings: [finding] };
}

function parseList(text: string): FoundKernel[] | undefined {
  try {
    const { kernelspecs } = JSON.parse(text) as {
      kernelspecs: Record<string, { resource_dir: string }>;
    };
    return Object.entries(kernelspecs).map(([name, { resource_dir: directory }]) => ({
      name,
      directory,
    }));
  } catch {
    return undefined;
  }
}

/** What is wrong with how Jupyter finds a kernel, where `seen` are the kernels that it finds, in its order. */
export function examineListing(
  kernel: ExaminedKernel,
  seen: readonly FoundKernel[],
  around: JupyterSurroundings,
): KernelFinding[] {
  const first = seen.find(({ name }) => name === kernel.name);
  if (first === undefined) return [notListed(kernel, seen)];
  if (isSamePath(first.directory, kernel.directory) || startsTheSame(first, kernel)) return [];
  return [
    {
      kind: "shadowed",
      path: kernel.directory,
      message: `is hidden: Jupyter starts the kernel of the same name in ${first.directory}`,
      remedy: "Remove one of the two, or install this one under another name.",
      command: uninstallCommand(kernel, around),
    },
  ];
}

function notListed(
  { name, directory }: ExaminedKernel,
  seen: readonly FoundKernel[],
): KernelFinding {
  const prefix = seen.map((kernel) => ENVIRONMENT.exec(kernel.directory)?.[1]).find(Boolean);
  return {
    kind: "not-listed",
    path: directory,
    message: "is not seen: the jupyter on $PATH does not look there",
    remedy: "Install it where that Jupyter looks; `jupyter --paths` lists the folders, under data.",
    ...(prefix && { command: kernelCommand("install", placeWords(prefix, name)) }),
  };
}

/** A kernel in the environment of a Jupyter. */
const ENVIRONMENT = /^(.+)[\\/]share[\\/]jupyter[\\/]kernels[\\/][^\\/]+$/;

function startsTheSame({ directory }: FoundKernel, { spec }: ExaminedKernel): boolean {
  try {
    return readKernelSpec(directory).argv.join("\0") === spec.argv.join("\0");
  } catch {
    return false;
  }
}
