// Loads a root and tells how many threads that took: `node count-threads.mjs LIBRARY ROOT`.
import { readdirSync } from "node:fs";

const [library, root] = process.argv.slice(2);
const { Index } = await import(library);
const threads = () => readdirSync("/proc/self/task").length;
const before = threads();
const runs = await new Index(root, { cache: false }).info();
const rows = runs.objects();
process.stdout.write(JSON.stringify({ threads: threads() - before, rows }));
