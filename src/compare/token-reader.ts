import { FormulaError } from "./formula-error.js";
import { tokenize, type Token } from "./tokenize.js";

/** Walks over the tokens of a text; the parsers of formulas and of expressions share it. */
export class TokenReader {
  readonly source: string;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(source: string) {
    this.source = source;
    this.#tokens = tokenize(source);
  }

  /** The token that comes next, or the one `ahead` after it. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  /** The token that was taken last. */
  previous(): Token | undefined {
    return this.#tokens[this.#next - 1];
  }

  /** True where a bracket follows the next token. */
  opensCall(): boolean {
    const { kind, text } = this.peek(1);
    return kind === "symbol" && text === "(";
  }

  /** The text from a token to the one that was taken last. */
  since({ start }: Token): string {
    return this.source.slice(start, this.previous()?.end);
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.#next += 1;
    return token;
  }

  /** True where a symbol comes next. */
  sees(...symbols: readonly string[]): boolean {
    const token = this.peek();
    return token.kind === "symbol" && symbols.includes(token.text);
  }

  /** Takes a symbol if it comes next. */
  accept(symbol: string): boolean {
    const found = this.sees(symbol);
    if (found) this.take();
    return found;
  }

  /** Takes a symbol that has to come next. */
  expect(symbol: string, purpose: string): void {
    if (!this.accept(symbol)) throw this.unexpected(`"${symbol}" ${purpose}`);
  }

  /** Takes a name that has to come next. */
  expectName(what: string): Token {
    return this.peek().kind === "name" ? this.take() : raise(this.unexpected(what));
  }

  /** The error for the next token, where something else has to stand; `hint` is a remedy. */
  unexpected(wanted: string, hint = ""): FormulaError {
    const token = this.peek();
    const found =
      token.kind === "end"
        ? "the text ends"
        : `"${this.source.slice(token.start, token.end)}" stands`;
    const remedy = hint && `; ${hint}`;
    return new FormulaError(
      `Expected ${wanted}, but here ${found}${remedy}.`,
      this.source,
      token.start,
    );
  }
}

function raise(error: Error): never {
  throw error;
}
