// A thread that takes its first chunks, and ends without having done them.
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ chunks: { shared, size, count }, owner }) => {
  for (let taken = 0; taken < 3; taken += 1) {
    const chunk = Atomics.add(shared, 0, 1);
    if (chunk * size < count) Atomics.store(shared, 3 + chunk, owner);
  }
  process.exit(1);
});
