/** A key of params with its value. */
export interface Param {
  readonly key: string;
  readonly value: unknown;
}

/** So many are kept at least, and twice as many at most. */
const KEPT = 4096;

/** A param keeps the text that it was cut from: of longer ones nothing is kept, in characters. */
const MAX_LENGTH = 8 * 1024;

/** What differs from run to run, and is met once. */
const IDENTITY: ReadonlySet<string> = new Set(["id", "time", "root"]);

/**
 * Params by their text: the runs of a root share most of theirs. Those that were not met for long are forgotten. The
 * values are never changed; whoever hands out a list or a mapping copies it.
 */
export class ParamsMemo {
  #recent = new Map<string, Param>();
  #older = new Map<string, Param>();

  get(source: string): Param | undefined {
    const recent = this.#recent.get(source);
    if (recent) return recent;
    const older = this.#older.get(source);
    if (older) this.#keep(source, older);
    return older;
  }

  /** Keeps a param that was cut from a text. */
  set(source: string, param: Param, text: string): void {
    if (text.length <= MAX_LENGTH && !IDENTITY.has(param.key)) this.#keep(source, param);
  }

  #keep(source: string, param: Param): void {
    if (this.#recent.size >= KEPT) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(source, param);
  }
}
