/** Ends of words that take an `s` in the plural: `dataset`, `fold`, `machine`. */
const REGULAR = /^[a-z]{3,}([^aeiouhsxyz]|e)$/i;

/**
 * What one block is called where blocks are counted: a seed, the name of its column where that reads as a noun (`dataset`),
 * else a block: `lr` and `weight_decay` have no plural.
 */
export function blockNoun(name: string): string {
  if (name.includes("seed")) return "seed";
  return REGULAR.test(name) ? name : "block";
}
