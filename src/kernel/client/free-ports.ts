import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";

/** Ports of this machine that nobody listens on now, all different. */
export async function freePorts(address: string, count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(address)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}

async function listen(address: string): Promise<Server> {
  const server = createServer().listen(0, address);
  await once(server, "listening");
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}
