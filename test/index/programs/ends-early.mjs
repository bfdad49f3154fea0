// A thread that takes its first chunks, and ends without having done them.
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ sharing: { count, size, owners }, shared, owner }) => {
  for (let taken = 0; taken < 3; taken += 1) {
    const chunk = Atomics.add(shared, 0, 1);
    if (chunk * size < count) Atomics.compareExchange(shared, 2 + owners + chunk, 0, owner);
  }
  process.exit(1);
});
