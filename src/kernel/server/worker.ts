import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Socket } from "zeromq";
import { readConnection } from "../wire/connection-file.js";
import { KernelServer } from "./kernel-server.js";
import { MainThread } from "./main-thread.js";
import { Outgoing } from "./outgoing.js";
import { Outlet } from "./outlet.js";
import { watchParent } from "./parent-watch.js";
import { SHARED, type WorkerData } from "./port.js";
import { bindSockets, echo, type KernelSockets } from "./sockets.js";

// The thread that speaks with Jupyter. It owns the sockets and is never kept waiting by a cell.

/** Milliseconds after which a process that cannot end is killed. */
const GRACE = 4000;

const data = workerData as WorkerData;
await serve(parentPort!);

async function serve(port: MessagePort): Promise<void> {
  const connection = readConnection(data.connectionFile);
  const sockets = await bindSockets(connection);
  const shell = new Outlet(sockets.shell);
  const control = new Outlet(sockets.control);
  const iopub = new Outlet(sockets.iopub);
  const outgoing = new Outgoing(iopub, connection.key);
  const main = new MainThread(
    port,
    data,
    (publication) => server.publish(publication),
    () => void close(sockets, [shell, control, iopub]),
  );
  const server = new KernelServer(connection, outgoing, main, () => endProcess(main));
  outgoing.status({}, "starting");
  void echo(sockets.hb);
  void listen(sockets.shell, (frames) => server.receive(frames, shell));
  void listen(sockets.control, (frames) => server.receive(frames, control));
  watchParent(process.env, () => endProcess(main));
}

async function listen(
  socket: KernelSockets["shell"],
  receive: (frames: readonly Buffer[]) => void,
): Promise<void> {
  for await (const frames of socket) receive(frames);
}

/** The main thread exits; where it cannot, the process is killed. */
function endProcess(main: MainThread): void {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE);
  main.shutdown();
}

/** Lets the main thread know once everything is on its way to the clients and the sockets are closed. */
async function close(sockets: KernelSockets, outlets: readonly Outlet[]): Promise<void> {
  await Promise.all(outlets.map((outlet) => outlet.sent()));
  for (const socket of Object.values(sockets) as Socket[]) socket.close();
  Atomics.store(data.shared, SHARED.closed, 1);
  Atomics.notify(data.shared, SHARED.closed);
}
