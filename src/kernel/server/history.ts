import type { Content } from "../wire/message.js";

/** The session's number in every entry; sessions of the past are not kept. */
const SESSION = 1;

type Entry = readonly [session: number, line: number, cell: string | readonly [string, unknown]];

interface Cell {
  readonly line: number;
  readonly code: string;
  /** The text of its last expression; null where there was none. */
  readonly output: string | null;
}

/** The cells that ran, for `history_request`. */
export class History {
  readonly #cells: Cell[] = [];

  add(cell: Cell): void {
    this.#cells.push(cell);
  }

  /** Content of the reply: entries in the order in which they ran. */
  reply(request: Content): { status: "ok"; history: Entry[] } {
    const withOutput = request["output"] === true;
    const history = this.#select(request).map(({ line, code, output }): Entry => [
      SESSION,
      line,
      withOutput ? [code, output] : code,
    ]);
    return { status: "ok", history };
  }

  #select(request: Content): readonly Cell[] {
    const last = typeof request["n"] === "number" ? request["n"] : Infinity;
    if (request["hist_access_type"] === "tail") return lastOf(this.#cells, last);
    if (request["hist_access_type"] === "search") return lastOf(this.#search(request), last);
    return this.#range(request);
  }

  /** Lines from `start`, without `stop`. Session 0 is the current one, and there is no other. */
  #range({ session, start, stop }: Content): readonly Cell[] {
    if (session !== undefined && session !== 0 && session !== SESSION) return [];
    const first = typeof start === "number" ? start : 0;
    const end = typeof stop === "number" ? stop : Infinity;
    return this.#cells.filter(({ line }) => line >= first && line < end);
  }

  #search({ pattern, unique }: Content): readonly Cell[] {
    const matches = wildcards(typeof pattern === "string" ? pattern : "*");
    const found = this.#cells.filter(({ code }) => matches.test(code));
    return unique === true ? lastOfEach(found) : found;
  }
}

function lastOf(cells: readonly Cell[], count: number): readonly Cell[] {
  return count > 0 ? cells.slice(-count) : [];
}

/** Of cells with the same code, the one that ran last. */
function lastOfEach(cells: readonly Cell[]): readonly Cell[] {
  const last = new Map(cells.map((cell) => [cell.code, cell]));
  return cells.filter((cell) => last.get(cell.code) === cell);
}

/** A pattern of the whole cell in which `*` stands for any text and `?` for any character. */
function wildcards(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su");
}
