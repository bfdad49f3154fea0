import type { PythonEnvironment } from "../../store/recorded-facts.js";
import { redactUrls } from "../redact/redact-url.js";
import { runProgram, successOf } from "../run-program.js";
import type { Surroundings } from "../surroundings.js";
import { readConda } from "./conda.js";
import { placedPath } from "./placed-path.js";
import { PYTHON_PROGRAM } from "./python-program.js";

interface Answer {
  readonly version: string;
  readonly implementation: string;
  readonly executable: string;
  readonly prefix: string;
  /** Null before Python 3.8. */
  readonly packages: Readonly<Record<string, string>> | null;
}

/**
 * A Python and what is installed in it, from the interpreter itself. A package that came from an address has it behind its
 * version: `0.1.0 @ git+https://…@<commit>`, `0.1.0 @ file:///home/me/project (editable)`.
 *
 * @throws Error (as a rejection) with the reason.
 */
export async function readPython(
  program: string,
  { cwd, env, deadline }: Surroundings,
): Promise<PythonEnvironment> {
  const output = await runProgram(program, ["-I", "-c", PYTHON_PROGRAM], { cwd, env, deadline });
  const answer = parseAnswer(successOf(program, output).toString(), program);
  const conda = await readConda(answer.prefix);
  return {
    version: versionOf(answer),
    executable: placedPath(answer.executable || program, cwd),
    packages: sorted(answer.packages ?? {}),
    ...(conda ? { conda } : {}),
  };
}

function parseAnswer(text: string, program: string): Answer {
  try {
    return JSON.parse(text.trim().split("\n").at(-1)!) as Answer;
  } catch (error) {
    throw new Error(`${program} did not tell its packages`, { cause: error });
  }
}

function versionOf({ version, implementation }: Answer): string {
  return implementation === "CPython" ? version : `${version} (${implementation})`;
}

function sorted(packages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(packages)
      .map(([name, version]) => [name, redactUrls(version)] as const)
      .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
  );
}
