import { parseFactor, columnTerm, type ColumnTerm, type FactorTerm } from "./factor-term.js";
import { FormulaError } from "./formula-error.js";
import { arrangeTerms, type Crossing } from "./arrange-terms.js";
import { cross, interact, nest, setKey, type FactorSet } from "./term-algebra.js";
import type { TokenReader } from "./token-reader.js";
import { isQuoted } from "./tokenize.js";

/** What stands between `~` and `|`. */
export interface RightSide {
  readonly factors: readonly FactorTerm[];
  readonly crossings: readonly Crossing[];
  readonly dot: number | undefined;
  readonly removed: readonly ColumnTerm[];
  readonly blocks: readonly ColumnTerm[];
}

/** A term of more factors has more parts than a comparison can hold. */
const MOST_CROSSED = 6;

/** More terms than this are no comparison that a person writes. */
const MOST_TERMS = 500;

/** Parses `1`, or terms with `+` and `-` between, as Wilkinson and Rogers (1973) define them. */
export function parseRightSide(reader: TokenReader): RightSide {
  const terms = new Terms(reader);
  const isOne = reader.peek().kind === "number" && reader.peek().text === "1";
  if (isOne) reader.take();
  else terms.add();
  while (reader.sees("+", "-")) {
    const isAdded = reader.take().text === "+";
    if (isOne && !(isAdded && reader.sees("(")))
      throw reader.unexpected("a block, as in ~ 1 + (1|patient), as ~ 1 has no factors");
    if (isAdded) terms.add();
    else terms.remove();
  }
  return terms.finish(isOne);
}

/** The terms of a right side while it is read. */
class Terms {
  readonly #reader: TokenReader;
  readonly #columns: ColumnTerm[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #sets = new Map<string, FactorSet>();
  readonly #removed: ColumnTerm[] = [];
  readonly #blocks: ColumnTerm[] = [];
  /** The first removed term that no term before it has: only `.` can have it. */
  #unknown: ColumnTerm | undefined;
  #dot: number | undefined;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  add(): void {
    const first = this.#reader.peek();
    if (this.#reader.accept(".")) return this.#addDot(first.start);
    if (this.#reader.accept("(")) return void this.#blocks.push(parseBlock(this.#reader));
    const sets = this.#parseTerm();
    const fresh = sets.filter((set) => !this.#sets.has(setKey(set)));
    if (fresh.length === 0) throw this.#twice(this.#reader.since(first), first.start);
    for (const set of fresh) this.#sets.set(setKey(set), set);
    if (this.#sets.size > MOST_TERMS) {
      const sentence = `A formula has at most ${MOST_TERMS} terms; "." stands for every param that varies.`;
      throw new FormulaError(sentence, this.#reader.source, first.start);
    }
  }

  remove(): void {
    const first = this.#reader.peek();
    for (const set of this.#parseTerm()) {
      const isKnown = this.#sets.delete(setKey(set));
      const column = this.#columns[set[0]!]!;
      if (set.length === 1) this.#removed.push(column);
      if (isKnown) continue;
      if (set.length > 1) throw this.#notThere(this.#reader.since(first), first.start);
      this.#unknown ??= column;
    }
  }

  finish(isOne: boolean): RightSide {
    const unknown = this.#unknown;
    if (unknown && this.#dot === undefined) throw this.#notThere(unknown.name, unknown.start);
    const isEmpty = this.#sets.size === 0 && this.#dot === undefined;
    if (isEmpty && !isOne && this.#blocks.length === 0)
      throw new FormulaError(
        "Every term is taken away again; write ~ 1 for no factor.",
        this.#reader.source,
        this.#reader.previous()!.start,
      );
    return {
      ...arrangeTerms(this.#columns, [...this.#sets.values()]),
      dot: this.#dot,
      removed: this.#dot === undefined ? [] : this.#removed,
      blocks: this.#blocks,
    };
  }

  #addDot(start: number): void {
    if (this.#dot !== undefined) throw this.#twice(".", start);
    this.#dot = start;
  }

  /** Parses factors with `:`, `*` and `/` between; `:` binds tighter. */
  #parseTerm(): FactorSet[] {
    const used = new Set<number>();
    let left = this.#parseInteraction(used);
    for (;;) {
      if (this.#reader.accept("*")) left = cross(left, this.#parseInteraction(used));
      else if (this.#reader.accept("/")) left = nest(left, this.#parseInteraction(used));
      else return left;
    }
  }

  #parseInteraction(used: Set<number>): FactorSet[] {
    let sets = [this.#parseNumber(used)];
    while (this.#reader.accept(":")) sets = interact(sets, [this.#parseNumber(used)]);
    return sets;
  }

  /** Parses a factor; its number is the same wherever it stands. */
  #parseNumber(used: Set<number>): FactorSet {
    const term = parseFactor(this.#reader);
    const { name, column, start } = term;
    const number = this.#numbers.get(column) ?? this.#columns.length;
    const known = this.#columns[number];
    if (used.has(number) || (known && known.name !== name)) throw this.#twice(column, start);
    if (used.size === MOST_CROSSED) {
      const sentence = `A term has at most ${MOST_CROSSED} factors; join more with "+".`;
      throw new FormulaError(sentence, this.#reader.source, start);
    }
    used.add(number);
    this.#numbers.set(column, number);
    if (!known) this.#columns.push(term);
    return [number];
  }

  #twice(name: string, start: number): FormulaError {
    return new FormulaError(
      `${name} stands in the formula twice; name it once.`,
      this.#reader.source,
      start,
    );
  }

  #notThere(name: string, start: number): FormulaError {
    const sentence = `${name} is not in the formula, so it cannot be taken away; a name with a hyphen stands in \`backquotes\`.`;
    return new FormulaError(sentence, this.#reader.source, start);
  }
}

/** Parses what follows the bracket of `(1|block)`. */
function parseBlock(reader: TokenReader): ColumnTerm {
  const { kind, text } = reader.peek();
  if (kind !== "number" || text !== "1") throw reader.unexpected("a block, as in (1|patient)");
  reader.take();
  reader.expect("|", "and the name of the block, as in (1|patient)");
  const name = reader.expectName("the name of the block, as in (1|patient)");
  if (!isQuoted(name) && reader.sees("(")) throw reader.unexpected("a column alone as the block");
  reader.expect(")", "to close (1|");
  return columnTerm(name.text, name.start);
}
