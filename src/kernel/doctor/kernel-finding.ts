/** What an examination of the kernels finds. */
export type KernelFindingKind =
  | "no-kernel"
  | "unreadable-spec"
  | "node-missing"
  | "node-too-old"
  | "program-missing"
  | "tslab-missing"
  | "tslab-version"
  | "zeromq-broken"
  | "jupyter-broken"
  | "not-listed"
  | "shadowed"
  | "does-not-start"
  | "ceteris-missing";

/** Something that keeps a notebook from running, and how to mend it. */
export interface KernelFinding {
  readonly kind: KernelFindingKind;
  /** Absolute path of the file or folder it is about. */
  readonly path: string;
  /** What is wrong there, as a predicate: `was removed`. */
  readonly message: string;
  readonly remedy: string;
  /** A line for the shell that does it. */
  readonly command?: string;
  /** The last lines of what a program said. */
  readonly output?: readonly string[];
}

const MOST_LINES = 12;
const COLOUR = new RegExp(`${String.fromCodePoint(27)}\\[[\\d;]*[A-Za-z]`, "g");
const FRAME_OF_NODE = /^\s+at .*\bnode:/;

/** The end of what a program said, without colours and without the stack inside of Node. */
export function lastLines(text: string): string[] {
  const lines = text.replaceAll(COLOUR, "").split(/\r?\n/);
  return lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !FRAME_OF_NODE.test(line))
    .slice(-MOST_LINES);
}
