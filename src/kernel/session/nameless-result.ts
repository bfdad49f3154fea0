import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "./tslab-modules.js";

/**
 * Rewrites statements that are a function or a class without a name to `(0, () => …)`, since the variable in which
 * tslab keeps a cell's result would name them.
 */
export function namelessResult(ts: Ts): Typescript.TransformerFactory<Typescript.SourceFile> {
  const { factory } = ts;
  const rewrite = (node: Typescript.Node): Typescript.Node => {
    if (!ts.isExpressionStatement(node) || !isNameless(ts, node.expression)) return node;
    const value = factory.createComma(factory.createNumericLiteral(0), node.expression);
    return factory.updateExpressionStatement(node, ts.setTextRange(value, node.expression));
  };
  return (context) => (file) => ts.visitEachChild(file, rewrite, context);
}

function isNameless(ts: Ts, value: Typescript.Expression): boolean {
  if (ts.isParenthesizedExpression(value)) return isNameless(ts, value.expression);
  if (ts.isArrowFunction(value)) return true;
  return (ts.isFunctionExpression(value) || ts.isClassExpression(value)) && !value.name;
}
