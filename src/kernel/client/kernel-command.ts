import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { type JupyterSurroundings, pathsOf, surroundings } from "../spec/surroundings.js";
import type { LocatedKernel } from "../spec/find-kernel.js";

/** What starts a kernel. */
export interface KernelCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** The command and the environment of a kernel, with the names in braces and after `$` filled in, as Jupyter does. */
export function kernelCommand(
  { directory, spec }: LocatedKernel,
  connectionFile: string,
  around: JupyterSurroundings = surroundings(),
): KernelCommand {
  const prefix = dirname(dirname(dirname(dirname(directory))));
  const names = new Map([
    ["connection_file", connectionFile],
    ["resource_dir", directory],
    ["prefix", prefix],
  ]);
  const [program = "", ...args] = spec.argv.map((word) =>
    word.replace(/\{(\w+)\}/g, (whole, name: string) => names.get(name) ?? whole),
  );
  const env = { ...around.env, ...substituted(spec.env, around.env), ...parentOf(around) };
  return { program: pythonOf(prefix, around, program) ?? program, args, env };
}

/** By this a kernel notices that the program that started it is gone; on Windows it would have to be a handle. */
function parentOf({ platform }: JupyterSurroundings): NodeJS.ProcessEnv {
  return platform === "win32" ? {} : { JPY_PARENT_PID: String(process.pid) };
}

function substituted(
  added: Readonly<Record<string, string>>,
  env: JupyterSurroundings["env"],
): NodeJS.ProcessEnv {
  const fill = (text: string): string =>
    text.replace(
      /\$(?:(\w+)|\{(\w+)\})/g,
      (whole, bare?: string, braced?: string) => env[bare ?? braced ?? ""] ?? whole,
    );
  return Object.fromEntries(Object.entries(added).map(([name, text]) => [name, fill(text)]));
}

/** A spec that says `python` means the Python of the environment it lies in, which may not be the one on the path. */
function pythonOf(
  prefix: string,
  around: JupyterSurroundings,
  program: string,
): string | undefined {
  if (!/^python[\d.]*$/.test(program)) return undefined;
  const paths = pathsOf(around);
  const places =
    around.platform === "win32"
      ? [paths.join(prefix, "Scripts", "python.exe"), paths.join(prefix, "python.exe")]
      : [paths.join(prefix, "bin", program)];
  return places.find((place) => existsSync(place));
}
