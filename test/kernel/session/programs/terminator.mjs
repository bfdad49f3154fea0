// Terminates what the main thread runs, so many milliseconds after each message.
import { Session } from "node:inspector";
import { parentPort } from "node:worker_threads";

const inspector = new Session();
inspector.connectToMainThread();
parentPort.on("message", (delay) => {
  setTimeout(() => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
    inspector.post("Runtime.terminateExecution", () => parentPort.postMessage("terminated"));
  }, delay);
});
