// Loads a root again and again until it is killed: `node load.mjs LIBRARY ROOT`.
const [library, root] = process.argv.slice(2);
const { Index } = await import(library);
process.stdout.write("ready\n");
for (;;) await new Index(root).info(undefined, { failed: true });
