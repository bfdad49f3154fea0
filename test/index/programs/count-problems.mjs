// Loads a root whose runs keep their statistics in files of one pattern: `node count-problems.mjs LIBRARY ROOT PATTERN`.
const [library, root, statistics] = process.argv.slice(2);
const { Index } = await import(library);
const index = new Index(root, { statistics, cache: false });
const runs = (await index.info()).numRows();
process.stdout.write(JSON.stringify({ runs, problems: index.problems.length }));
