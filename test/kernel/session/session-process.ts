import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { built } from "../../tools/built.js";
import { PROJECT } from "../../tools/project.js";

/** A message that the session published. */
export interface Published {
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What a call came to. */
export interface Outcome {
  readonly reply: Readonly<Record<string, unknown>>;
  /** Messages of the cell, but for `execute_input`. */
  readonly published: readonly Published[];
}

/** A cell to run; `interrupt` and `terminate` are milliseconds after which it is stopped. */
export interface CellRequest {
  readonly code: string;
  readonly silent?: boolean;
  readonly storeHistory?: boolean;
  readonly userExpressions?: Readonly<Record<string, string>>;
  readonly interrupt?: number;
  readonly terminate?: number;
}

/** A session in a process of its own. */
export class SessionProcess {
  /** What came after the end of a cell. */
  readonly late: Published[] = [];
  languageInfo: object = {};
  readonly #child: ChildProcess;
  #calls = 0;

  private constructor(folder: string) {
    const programs = join(PROJECT, "test/kernel/session/programs");
    const start = pathToFileURL(built("kernel", "session", "start-session.js")).href;
    const terminator = pathToFileURL(join(programs, "terminator.mjs")).href;
    this.#child = fork(join(programs, "host.mjs"), [start, terminator], {
      cwd: folder,
      execArgv: ["--no-force-async-hooks-checks", "--expose-gc"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.on("message", ({ late }: { late?: Published }) => {
      if (late) this.late.push(late);
    });
  }

  static async start(folder: string): Promise<SessionProcess> {
    const session = new SessionProcess(folder);
    const [{ ready }] = (await once(session.#child, "message")) as [{ ready: object }];
    session.languageInfo = ready;
    return session;
  }

  async call(method: string, argument: object = {}): Promise<Outcome> {
    const id = this.#calls++;
    this.#child.send({ id, method, argument });
    for (;;) {
      const [message] = (await once(this.#child, "message")) as [Outcome & { id?: number }];
      if (message.id !== id) continue;
      const published = message.published.filter(({ type }) => type !== "execute_input");
      return { reply: message.reply, published };
    }
  }

  run(cell: string | CellRequest): Promise<Outcome> {
    return this.call("execute", typeof cell === "string" ? { code: cell } : cell);
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGKILL");
    await once(this.#child, "exit");
  }
}

/** The text of the cell's result; undefined where it shows nothing. */
export function resultText({ published }: Outcome): unknown {
  const data = published.find(({ type }) => type === "execute_result")?.content["data"];
  return (data as Record<string, unknown> | undefined)?.["text/plain"];
}

/** What a cell wrote to a stream. */
export function streamText({ published }: Outcome, name: string): string {
  return published
    .filter(({ type, content }) => type === "stream" && content["name"] === name)
    .map(({ content }) => content["text"])
    .join("");
}

/** Name, message and traceback of the cell's only error. */
export function errorOf({ published, reply }: Outcome): {
  name: string;
  message: string;
  traceback: string;
} {
  const [error, ...others] = published.filter(({ type }) => type === "error");
  if (error === undefined || others.length > 0) throw new Error(JSON.stringify(published));
  const { ename, evalue, traceback } = error.content;
  if (reply["ename"] !== ename || reply["status"] !== "error")
    throw new Error("The reply differs.");
  const lines = traceback as readonly string[];
  return { name: String(ename), message: String(evalue), traceback: lines.join("\n") };
}
