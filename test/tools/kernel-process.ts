import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePorts } from "../../src/kernel/client/free-ports.js";
import { type Connection, writeConnection } from "../../src/kernel/wire/connection-file.js";
import { built } from "./built.js";
import { connectKernel, type KernelClient } from "./kernel-client.js";
import { PROJECT } from "./project.js";

/** A kernel's process and a client of it. */
export interface RunningKernel extends KernelClient {
  readonly process: ChildProcess;
  readonly connection: Connection;
  /** Ends the process, and frees what the client holds. */
  stop(): Promise<void>;
}

/** What the process of a kernel is made of. */
export interface KernelCommand {
  readonly program: readonly string[];
  /** Comes before the path of the connection file. */
  readonly flag: string;
}

/** Our own kernel. */
export function ownKernel(): KernelCommand {
  const program = ["--no-force-async-hooks-checks", built("kernel", "server", "main.js")];
  return { program, flag: "--connection-file" };
}

/** tslab as it comes. */
export function stockTslab(): KernelCommand {
  const program = [join(PROJECT, "node_modules", "tslab", "bin", "tslab"), "kernel"];
  return { program, flag: "--config-path" };
}

/** A folder for the process to work in, and one for all else that it may write. */
export interface KernelFolders {
  /** Holds `connection.json`, and stands for the home and the temporary folder. */
  readonly own: string;
  readonly work: string;
}

/** The two folders, in a new one. */
export function kernelFolders(folder: string): KernelFolders {
  const folders = { own: join(folder, "own"), work: join(folder, "work") };
  for (const path of Object.values(folders)) mkdirSync(path);
  return folders;
}

/**
 * Starts a kernel and waits until it answers; throws with its words where it ends before. A connection that is given
 * has its file already.
 */
export async function startKernel(
  command: KernelCommand,
  folders: KernelFolders,
  connection?: Connection,
): Promise<RunningKernel> {
  const file = join(folders.own, "connection.json");
  const used = connection ?? (await newConnection());
  if (connection === undefined) writeConnection(file, used);
  const child = spawn(process.execPath, [...command.program, command.flag, file], {
    cwd: folders.work,
    env: { ...process.env, ...environment(folders) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const client = await connectKernel(used);
  try {
    await Promise.race([client.ready(), endedEarly(child)]);
  } catch (cause) {
    client.close();
    throw cause;
  }
  const stop = async (): Promise<void> => {
    client.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { ...client, process: child, connection: used, stop };
}

/** It ends with the process of the tests, as a kernel ends with Jupyter. */
function environment({ own }: KernelFolders): NodeJS.ProcessEnv {
  return { HOME: own, TMPDIR: own, JPY_PARENT_PID: String(process.pid) };
}

/** Ports that are free, and a key. */
export async function newConnection(): Promise<Connection> {
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(
    "127.0.0.1",
    5,
  );
  return {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell_port!,
    iopub_port: iopub_port!,
    stdin_port: stdin_port!,
    control_port: control_port!,
    hb_port: hb_port!,
    signature_scheme: "hmac-sha256",
    key: "a key of the tests",
  };
}

async function endedEarly(child: ChildProcess): Promise<never> {
  let words = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (words += text));
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  throw new Error(`the kernel ended with ${code ?? signal} before it answered:\n${words}`);
}
