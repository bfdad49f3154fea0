import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { TSLAB_VERSION } from "../tslab/tslab-program.js";
import { programOf } from "./examine-programs.js";
import type { ExaminedKernel } from "./examined-kernel.js";
import { type KernelFinding, lastLines } from "./kernel-finding.js";
import { isStock } from "../install/kernels.js";
import { runToEnd } from "./run-to-end.js";
import type { JupyterSurroundings } from "../spec/surroundings.js";

/** What is wrong with the packages that a kernel loads, `folder` being that of its notebooks. */
export async function examinePackages(
  kernel: ExaminedKernel,
  folder: string,
  around: JupyterSurroundings,
): Promise<KernelFinding[]> {
  const program = programOf(kernel)!;
  const tslab = examineTslab(kernel, [join(folder, "notebook"), program]);
  return [...tslab, ...(await examineZeromq(kernel, program, around))];
}

/** The package's folder as it is found from one of the files, in their order. */
export function packageFolder(name: string, files: readonly string[]): string | undefined {
  for (const file of files) {
    try {
      return dirname(createRequire(file).resolve(`${name}/package.json`));
    } catch {
      // The next one may find it.
    }
  }
  return undefined;
}

/** Stock tslab is its own program; ours takes the notebook's tslab first. */
function examineTslab(kernel: ExaminedKernel, files: readonly string[]): KernelFinding[] {
  const program = files.at(-1)!;
  const found = isStock(kernel.spec.argv)
    ? dirname(dirname(program))
    : packageFolder("tslab", files);
  const remedy = `Install tslab ${TSLAB_VERSION} where ceteris is installed.`;
  const command = `npm install tslab@${TSLAB_VERSION}`;
  if (found === undefined)
    return [
      { kind: "tslab-missing", path: program, message: "finds no tslab to load", remedy, command },
    ];
  const version = versionIn(found);
  if (version === TSLAB_VERSION) return [];
  const message = `is tslab ${version ?? "without a version"}; ceteris builds on ${TSLAB_VERSION}`;
  return [{ kind: "tslab-version", path: found, message, remedy, command }];
}

function versionIn(folder: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    return (manifest as { version?: string }).version;
  } catch {
    return undefined;
  }
}

/** Loads it for real, in the kernel's own Node: its binary is made for a platform and a version. */
async function examineZeromq(
  { spec }: ExaminedKernel,
  program: string,
  { env }: JupyterSurroundings,
): Promise<KernelFinding[]> {
  const load = `require("module").createRequire(${JSON.stringify(program)})("zeromq")`;
  const { code, stderr } = await runToEnd(spec.argv[0]!, ["--eval", load], env);
  if (code === 0) return [];
  return [
    {
      kind: "zeromq-broken",
      path: packageFolder("zeromq", [program]) ?? program,
      message: "cannot be loaded: zeromq, by which a kernel talks to Jupyter, or its binary",
      remedy: "Install the packages again on this machine, with this Node.",
      command: "npm rebuild zeromq",
      output: lastLines(stderr.replaceAll(/^(?:\s+at |- \/).*$/gm, "")),
    },
  ];
}
