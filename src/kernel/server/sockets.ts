import type { Publisher, Reply, Router } from "zeromq";
import { CeterisError } from "../../util/error.js";
import { channelAddress, type Channel, type Connection } from "../wire/connection-file.js";
import { loadZeromq } from "../wire/zeromq.js";

/** Milliseconds for which the last messages may take to reach the clients when the kernel ends. */
const LINGER = 500;
/** Messages wait in memory for a slow client; none is dropped. */
const SETTINGS = { linger: LINGER, sendHighWaterMark: 0, receiveHighWaterMark: 0 };
/** A client that connects again, under the identity that it had, is answered on its new connection. */
const ROUTER = { ...SETTINGS, handover: true };

/** The five sockets of a kernel, bound to the addresses of its connection. */
export interface KernelSockets {
  readonly shell: Router;
  readonly control: Router;
  readonly stdin: Router;
  readonly iopub: Publisher;
  readonly hb: Reply;
}

/**
 * Binds the five sockets.
 *
 * @throws CeterisError with code `KERNEL` where an address is taken or ZeroMQ cannot be loaded.
 */
export async function bindSockets(connection: Connection): Promise<KernelSockets> {
  const { Publisher, Reply, Router } = await loadZeromq();
  const sockets = {
    shell: new Router(ROUTER),
    control: new Router(ROUTER),
    stdin: new Router(ROUTER),
    iopub: new Publisher({ linger: LINGER, sendHighWaterMark: 0 }),
    hb: new Reply({ linger: 0 }),
  };
  for (const channel of Object.keys(sockets) as Channel[]) {
    const address = channelAddress(connection, channel);
    await sockets[channel].bind(address).catch((cause: unknown) => {
      throw unbound(channel, address, cause);
    });
  }
  return sockets;
}

/** Sends back every heartbeat as it came, for as long as the socket is open. */
export async function echo(heartbeat: Reply): Promise<void> {
  for await (const beat of heartbeat) await heartbeat.send(beat);
}

function unbound(channel: string, address: string, cause: unknown): CeterisError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CeterisError(
    "KERNEL",
    `The ${channel} socket cannot listen at ${address} (${reason}): start the kernel again, on other ports.`,
    { cause },
  );
}
