/** Names under which experiments keep their seeds. */
export const SEED_NAMES: readonly string[] = ["seed", "random_seed", "manual_seed", "rng_seed"];

/** True for a name under which experiments keep their seeds. */
export function isSeedName(name: string): boolean {
  return SEED_NAMES.includes(name);
}
