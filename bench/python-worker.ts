import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { pythonCommand, type Venv } from "./python.js";

/** A program of `bench/python` that stays, and answers one line of JSON with another. */
export interface PythonWorker {
  ask(request: object): Promise<unknown>;
  stop(): void;
}

/** Starts a program that is asked by turns with what this process does. */
export function startPython(program: string, args: readonly string[], venv: Venv): PythonWorker {
  const { file, args: all, env } = pythonCommand(program, args, venv);
  const child = spawn(file, all, { env, stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} ended before it answered ${JSON.stringify(request)}.`);
      return JSON.parse(value);
    },
    stop: () => child.stdin.end(),
  };
}
