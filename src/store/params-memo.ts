/** A key of params with its value, and the text that says so. */
export interface Param {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
}

/** So many are kept at least, and twice as many at most. */
const KEPT = 4096;

/** A param keeps the text that it was cut from: of longer ones nothing is kept, in characters. */
const MAX_LENGTH = 8 * 1024;

/** What differs from run to run, and is met once. */
const IDENTITY: ReadonlySet<string | undefined> = new Set(["id", "time", "root", "name"]);

/**
 * Params by their text: the runs of a root share most of theirs. Those that were not met for long are forgotten. The
 * values are never changed; whoever hands out a list or a mapping copies it.
 */
export class ParamsMemo {
  #recent = new Map<string, Param>();
  #older = new Map<string, Param>();
  /** Those of the text before, which the next one most likely has at the same places. */
  readonly #expected: Param[] = [];

  /** What stood at this position in the text before. */
  expected(position: number): Param | undefined {
    return this.#expected[position];
  }

  /** What was read of the same text before, unless one of its own is expected here of each run. */
  get(source: string, position: number): Param | undefined {
    if (IDENTITY.has(this.#expected[position]?.key)) return undefined;
    const recent = this.#recent.get(source);
    if (recent) return recent;
    const older = this.#older.get(source);
    if (older) this.#keep(older);
    return older;
  }

  /** Keeps a param that was cut from a text. */
  set(param: Param, text: string): void {
    if (text.length <= MAX_LENGTH && !IDENTITY.has(param.key)) this.#keep(param);
  }

  /** Expects a param at this position of the next text. */
  expect(position: number, param: Param, text: string): void {
    if (text.length <= MAX_LENGTH) this.#expected[position] = param;
  }

  #keep(param: Param): void {
    if (this.#recent.size >= KEPT) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(param.source, param);
  }
}
