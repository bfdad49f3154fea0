import { CeterisError } from "../util/error.js";

/** An error in a formula or an expression: a sentence, and below it a caret under the place. */
export class FormulaError extends CeterisError {
  /** Offset of the place in the text, in UTF-16 units. */
  readonly position: number;

  constructor(sentence: string, source: string, position: number) {
    super("FORMULA", `${sentence}\n  ${source.replace(/\s/g, " ")}\n  ${" ".repeat(position)}^`);
    this.name = "FormulaError";
    this.position = position;
  }
}
