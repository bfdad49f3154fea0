// Runs a session in this process, as the kernel does; the parent sends calls and gets what was published with the result.
import { Worker } from "node:worker_threads";

const [start, terminator] = process.argv.slice(2);
const { startSession } = await import(start);
const worker = new Worker(new URL(terminator));
const published = [];
const publish = (type, content) => published.push({ type, content });
const session = startSession({
  cwd: process.cwd(),
  takeInterrupt: () => false,
  publishLate: (type, content) => process.send({ late: { type, content } }),
});

worker.on("message", () => session.terminated());

async function execute({ interrupt, terminate, ...request }) {
  const timer = interrupt && setTimeout(() => session.interrupt(), interrupt);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
  if (terminate) worker.postMessage(terminate);
  const defaults = { silent: false, storeHistory: true, userExpressions: {} };
  const reply = await session.execute({ ...defaults, ...request }, publish);
  clearTimeout(timer);
  return { ...reply };
}

const methods = {
  execute,
  complete: ({ code, cursor }) => session.complete(code, cursor),
  inspect: ({ code, cursor }) => session.inspect(code, cursor, 0),
  isComplete: ({ code }) => session.isComplete(code),
  heap: () => {
    globalThis.gc();
    return { used: process.memoryUsage().heapUsed };
  },
};

async function answer({ id, method, argument }) {
  const reply = await methods[method](argument);
  process.send({ id, reply, published: published.splice(0) });
}

process.on("message", (request) => void answer(request));
process.send({ ready: session.languageInfo });
