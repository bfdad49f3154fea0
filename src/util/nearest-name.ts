/** A shorter word begins parts of too many names. */
const SHORTEST_PART = 3;

/**
 * The name that differs from `wanted` by the fewest edits; where all differ by more than a third, the only one with a
 * part that begins so, as `acc` begins one of `val_accuracy`; undefined where there is none.
 */
export function nearestName(wanted: string, names: Iterable<string>): string | undefined {
  const known = [...names];
  return nearestByEdits(wanted, known) ?? onlyWithPart(wanted, known);
}

function onlyWithPart(wanted: string, names: readonly string[]): string | undefined {
  if (wanted.length < SHORTEST_PART) return undefined;
  const parts = (name: string): string[] => name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const found = names.filter(
    (name) =>
      name.toLowerCase().startsWith(wanted.toLowerCase()) ||
      parts(name).some((part) => part.startsWith(wanted.toLowerCase())),
  );
  return found.length === 1 ? found[0] : undefined;
}

function nearestByEdits(wanted: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    const edits = editDistance(wanted.toLowerCase(), name.toLowerCase());
    if (edits < fewest) [best, fewest] = [name, edits];
  }
  return best;
}

/** Insertions, deletions, replacements, and swaps of two neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? beforePrevious[j - 2]! + 1 : Infinity;
      current.push(Math.min(replaced, swapped, previous[j]! + 1, current[j - 1]! + 1));
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[b.length]!;
}
