import { readFileSync, writeFileSync } from "node:fs";
import { errorCode } from "../../util/error-code.js";
import { CeterisError } from "../../util/error.js";
import { listWords } from "../../util/list-words.js";
import { whyNotWritten } from "../../util/why-not-written.js";

/** What a connection file says: where a kernel listens, and the key that signs its messages. */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  /** An address, or for `ipc` the path that the sockets' names begin with. */
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly signature_scheme: "hmac-sha256";
  /** Empty where messages are not signed. */
  readonly key: string;
}

/** One of the five sockets of a kernel. */
export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

const PORTS = ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port"] as const;

/** The address of a channel for ZeroMQ, such as `tcp://127.0.0.1:5555`. */
export function channelAddress(connection: Connection, channel: Channel): string {
  const { transport, ip } = connection;
  const separator = transport === "tcp" ? ":" : "-";
  return `${transport}://${ip}${separator}${connection[`${channel}_port`]}`;
}

/**
 * Reads a connection file.
 *
 * @throws CeterisError with code `KERNEL` where the file cannot be read or does not describe a connection.
 */
export function readConnection(path: string): Connection {
  return parseConnection(readText(path), path);
}

/** Writes a connection file that only its owner can read, as it holds the key; the file must not be there yet. */
export function writeConnection(path: string, connection: Connection): void {
  try {
    writeFileSync(path, `${JSON.stringify(connection, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    throw new CeterisError("KERNEL", `${path} ${whyNotWritten(path, cause)}`, { cause });
  }
}

/** The connection that a text describes; `path` is for the errors. */
export function parseConnection(text: string, path: string): Connection {
  const found = parseObject(text, path);
  const { transport = "tcp", signature_scheme: scheme = "hmac-sha256", ip, key = "" } = found;
  if (transport !== "tcp" && transport !== "ipc")
    throw invalid(path, `names the transport ${JSON.stringify(transport)}, not tcp or ipc`);
  if (scheme !== "hmac-sha256")
    throw invalid(path, `signs with ${JSON.stringify(scheme)}, not hmac-sha256`);
  if (typeof ip !== "string" || ip === "") throw invalid(path, "has no ip");
  if (typeof key !== "string") throw invalid(path, "has a key that is not a string");
  return { transport, ip, ...portsOf(found, path), signature_scheme: scheme, key };
}

function portsOf(
  found: Readonly<Record<string, unknown>>,
  path: string,
): Pick<Connection, (typeof PORTS)[number]> {
  const wrong = PORTS.filter((port) => !isPort(found[port]));
  if (wrong.length > 0) throw invalid(path, `has no port from 1 to 65535 as ${listWords(wrong)}`);
  return Object.fromEntries(PORTS.map((port) => [port, found[port]])) as ReturnType<typeof portsOf>;
}

function isPort(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) < 65_536;
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const reason = errorCode(cause) ?? "for an unknown reason";
    throw new CeterisError(
      "KERNEL",
      `The connection file ${path} cannot be read (${reason}): give the one that Jupyter wrote for this kernel.`,
      { cause },
    );
  }
}

function parseObject(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw invalid(path, "is not a JSON object");
}

function invalid(path: string, reason: string): CeterisError {
  return new CeterisError(
    "KERNEL",
    `The connection file ${path} ${reason}: let Jupyter write it by starting the kernel from there.`,
  );
}
