import { createHash } from "node:crypto";

/** nbformat's rule. */
const ID = /^[\w-]{1,64}$/;

/** A cell as far as its id is made from it. */
interface Identified {
  readonly id?: unknown;
  readonly cell_type: string;
  readonly source: string;
}

/**
 * An id for every cell: its own where that is valid and no earlier cell has it, else one made from the place and the
 * source, the same every time.
 */
export function cellIds(cells: readonly Identified[]): string[] {
  const own = new Set(cells.map(({ id }) => id));
  const used = new Set<string>();
  return cells.map((cell, place) => {
    const { id } = cell;
    const isSound = typeof id === "string" && ID.test(id) && !used.has(id);
    const chosen = isSound ? id : madeId(cell, place, (made) => own.has(made) || used.has(made));
    used.add(chosen);
    return chosen;
  });
}

function madeId(
  { cell_type: type, source }: Identified,
  place: number,
  isTaken: (id: string) => boolean,
): string {
  for (let turn = 0; ; turn += 1) {
    const hash = createHash("sha256").update(JSON.stringify([place, turn, type, source]));
    const id = hash.digest("hex").slice(0, 8);
    if (!isTaken(id)) return id;
  }
}
