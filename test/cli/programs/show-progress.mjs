// Counts up to `last` of `total` within `duration` milliseconds, with a progress bar on stderr.
import { pathToFileURL } from "node:url";

const [module, ...numbers] = process.argv.slice(2);
const [duration, total, last] = numbers.map(Number);
const { progressBar } = await import(pathToFileURL(module).href);

const bar = progressBar(process.stderr);
const begin = performance.now();
for (let done = 0; done < last;) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  done = Math.min(last, Math.floor(((performance.now() - begin) / duration) * last));
  bar({ done, total });
}
bar.erase();
