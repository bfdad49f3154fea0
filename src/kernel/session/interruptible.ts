import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "./tslab-modules.js";

/** The parameter by which a cell's code reaches the kernel. */
export const HELPER = "__ceteris__";

/**
 * Rewrites `await x` to `await __ceteris__.until(x)`, `for await (… of x)` to `… of __ceteris__.each(x)`, so that an
 * interrupt can reject what is awaited, and `import(x)` to `__ceteris__.load(x)`.
 */
export function interruptible(ts: Ts): Typescript.TransformerFactory<Typescript.SourceFile> {
  const { factory } = ts;
  const helper = (method: string): Typescript.Expression =>
    factory.createPropertyAccessExpression(factory.createIdentifier(HELPER), method);
  const call = (method: string, argument: Typescript.Expression): Typescript.Expression =>
    ts.setTextRange(factory.createCallExpression(helper(method), undefined, [argument]), argument);
  const rewrite = (node: Typescript.Node): Typescript.Node => {
    if (ts.isAwaitExpression(node))
      return factory.updateAwaitExpression(node, call("until", node.expression));
    if (ts.isForOfStatement(node) && node.awaitModifier)
      return factory.updateForOfStatement(
        node,
        node.awaitModifier,
        node.initializer,
        call("each", node.expression),
        node.statement,
      );
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      return factory.updateCallExpression(node, helper("load"), undefined, node.arguments);
    return node;
  };
  return (context) => (file) => {
    const visit = (node: Typescript.Node): Typescript.Node =>
      rewrite(ts.visitEachChild(node, visit, context));
    return ts.visitEachChild(file, visit, context);
  };
}
