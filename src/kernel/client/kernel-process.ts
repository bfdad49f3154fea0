import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "../../util/error-code.js";
import { type Connection, writeConnection } from "../wire/connection-file.js";
import type { LocatedKernel } from "../spec/find-kernel.js";
import { freePorts } from "./free-ports.js";
import { kernelCommand } from "./kernel-command.js";
import { LastWords } from "./last-words.js";

/** How a kernel came to its end. */
export interface KernelEnd {
  /** As in `exit code 1`, `killed by SIGKILL`. */
  readonly how: string;
  /** The end of what it printed, quoted below a sentence; empty where it printed nothing. */
  readonly lastWords: string;
}

const ADDRESS = "127.0.0.1";
const TERMINATION_MS = 2000;
/** For what a dead process printed last to arrive. */
const DRAIN_MS = 200;

/** Kernels that have to end with this process, however it ends. */
const running = new Set<KernelProcess>();
process.on("exit", () => {
  for (const kernel of running) kernel.abandon();
});

/** The process of a kernel, in a process group of its own, and the private folder of its connection file. */
export class KernelProcess {
  readonly connection: Connection;
  readonly ended: Promise<KernelEnd>;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #lastWords = new LastWords();

  private constructor(kernel: LocatedKernel, cwd: string, connection: Connection) {
    this.connection = connection;
    this.#folder = realpathSync(mkdtempSync(join(tmpdir(), "ceteris-kernel-")));
    const file = join(this.#folder, "connection.json");
    writeConnection(file, connection);
    const { program, args, env } = kernelCommand(kernel, file);
    this.#child = spawn(program, args, {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    running.add(this);
    this.#lastWords.listen(this.#child.stdout);
    this.#lastWords.listen(this.#child.stderr);
    this.ended = this.#end();
  }

  /** Starts a kernel on ports of its own, with a key of its own. */
  static async start(kernel: LocatedKernel, cwd: string): Promise<KernelProcess> {
    const [shell, iopub, stdin, control, heartbeat] = await freePorts(ADDRESS, 5);
    return new KernelProcess(kernel, cwd, {
      transport: "tcp",
      ip: ADDRESS,
      shell_port: shell!,
      iopub_port: iopub!,
      stdin_port: stdin!,
      control_port: control!,
      hb_port: heartbeat!,
      signature_scheme: "hmac-sha256",
      key: randomUUID(),
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The end of what it has printed so far, quoted below a sentence. */
  get lastWords(): string {
    return this.#lastWords.quote();
  }

  /** Sends a signal to the kernel and to the processes that it started. */
  signal(name: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (process.platform === "win32") this.#child.kill(name);
      else process.kill(-pid, name);
    } catch {
      // It is gone.
    }
  }

  /** Ends it: at first it may put things in order, then it is killed. Its folder is removed. */
  async stop(): Promise<void> {
    this.signal("SIGTERM");
    await Promise.race([this.ended, sleep(TERMINATION_MS, undefined, { ref: false })]);
    this.abandon();
    await this.ended;
  }

  /** Kills what is left of it, at once, and removes its folder. */
  abandon(): void {
    this.signal("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
    running.delete(this);
  }

  async #end(): Promise<KernelEnd> {
    const child = this.#child;
    const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const how = await new Promise<string>((resolve) => {
      child.once("error", (error) => resolve(`it cannot be started, ${errorCode(error)}`));
      child.once("exit", (code, signal) =>
        resolve(signal ? `killed by ${signal}` : `exit code ${code}`),
      );
    });
    await Promise.race([closed, sleep(DRAIN_MS)]);
    return { how, lastWords: this.lastWords };
  }
}
