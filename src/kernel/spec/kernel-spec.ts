import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CeterisError } from "../../util/error.js";

/** What a `kernel.json` says. */
export interface KernelSpec {
  /** The kernel's command; `{connection_file}` stands for the file that Jupyter makes. */
  readonly argv: readonly string[];
  readonly displayName: string;
  readonly language: string;
  readonly interruptMode: "signal" | "message";
  /** Variables that are added to the kernel's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A kernelspec in a folder of Jupyter. */
export interface FoundKernel {
  /** The folder's name in lower case, by which Jupyter knows the kernel. */
  readonly name: string;
  /** Absolute path of the folder that holds `kernel.json`. */
  readonly directory: string;
}

/**
 * Reads the `kernel.json` in a folder.
 *
 * @throws CeterisError `KERNEL` where it is missing, is no JSON, or names no command.
 */
export function readKernelSpec(directory: string): KernelSpec {
  const file = join(directory, "kernel.json");
  const spec = readObject(file);
  const argv = spec["argv"];
  if (!Array.isArray(argv) || argv.length === 0 || argv.some((word) => typeof word !== "string"))
    throw new CeterisError(
      "KERNEL",
      `${file} names no command (argv has to be a list of words): install the kernel again.`,
    );
  return {
    argv: argv as string[],
    displayName: textOr(spec["display_name"], ""),
    language: textOr(spec["language"], ""),
    interruptMode: spec["interrupt_mode"] === "message" ? "message" : "signal",
    env: objectOr(spec["env"]) as Record<string, string>,
    metadata: objectOr(spec["metadata"]),
  };
}

/** The kernels in a data directory of Jupyter, by name; none where there is no such directory. */
export function kernelsIn(dataDirectory: string): FoundKernel[] {
  const folder = join(dataDirectory, "kernels");
  return names(folder)
    .map((name) => ({ name: name.toLowerCase(), directory: join(folder, name) }))
    .filter(({ directory }) => names(directory).includes("kernel.json"));
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}

function readObject(file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
    throw new Error("not an object");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CeterisError(
      "KERNEL",
      `${file} cannot be read (${reason}): install the kernel again.`,
      { cause },
    );
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

function objectOr(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
