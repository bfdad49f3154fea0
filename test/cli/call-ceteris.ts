import { Readable, Writable } from "node:stream";
import { runCommandLine } from "../../src/cli/command-line.js";
import { terminalOf } from "../../src/cli/terminal.js";
import { type Answer, environmentOf, type Surroundings } from "./run-ceteris.js";

/** With `columns` the output is a terminal, which is so wide. */
type Place = Surroundings & { readonly columns?: number };

let last: Promise<unknown> = Promise.resolve();

/**
 * Does what `runCeteris` does within the process of the tests, which is faster. The working directory and the
 * environment are the process's own, so that calls wait for each other.
 */
export function callCeteris(args: readonly string[], around: Place): Promise<Answer> {
  const answer = last.then(() => call(args, around));
  last = answer.catch(() => {});
  return answer;
}

async function call(args: readonly string[], around: Place): Promise<Answer> {
  const before = { cwd: process.cwd(), env: { ...process.env } };
  const [stdout, stderr] = [new Kept(around.columns), new Kept(around.columns)];
  process.chdir(around.cwd);
  setEnvironment(environmentOf(around));
  try {
    const streams = { stdin: Readable.from([]), stdout, stderr };
    const exit = await runCommandLine(args, terminalOf(streams, process.env["COLUMNS"]));
    return { exit, out: stdout.text(), err: stderr.text() };
  } finally {
    process.chdir(before.cwd);
    setEnvironment(before.env);
  }
}

/** In place, as programs that are started get the process's own. */
function setEnvironment(variables: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
  Object.assign(process.env, variables);
}

/** Keeps what is written to it. */
class Kept extends Writable {
  readonly isTTY: boolean;
  readonly columns: number;
  readonly #chunks: Buffer[] = [];

  constructor(columns: number | undefined) {
    super();
    this.isTTY = columns !== undefined;
    this.columns = columns ?? 0;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
}
