import type { NamedFunction } from "./functions.js";
import type { Reduction } from "./reduction.js";

/**
 * An expression such as `lr < 0.01 && optimizer == 'adam'` or `max(val_accuracy) / min(time)`, as a tree. `start` is
 * its place in the text.
 */
export type Expression =
  | { readonly kind: "literal"; readonly value: unknown; readonly start: number }
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly start: number }
  | { readonly kind: "name"; readonly name: string; readonly start: number }
  | {
      readonly kind: "unary";
      readonly operator: string;
      readonly operand: Expression;
      readonly start: number;
    }
  | {
      readonly kind: "binary";
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly start: number;
    }
  | {
      readonly kind: "call";
      readonly callee: NamedFunction;
      readonly argument: Expression;
      readonly start: number;
    }
  | Reduction;

/** The node of an expression and all below it, from left to right. */
export function nodesOf(expression: Expression): Expression[] {
  return [expression, ...childrenOf(expression).flatMap(nodesOf)];
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "list":
      return expression.items;
    case "unary":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "call":
      return [expression.argument];
    case "literal":
    case "name":
    case "reduction":
      return [];
  }
}
