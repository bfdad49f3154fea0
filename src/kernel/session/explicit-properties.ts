import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "./tslab-modules.js";

/** The file in which tslab declares the variables of earlier cells. */
const EARLIER = /[\\/]__prev__\.d\.ts$/;

/** Rewrites `{ x }` to `{ x: exports.x }` for variables of earlier cells, which tslab does not see there. */
export function explicitProperties(
  ts: Ts,
  checker: Typescript.TypeChecker,
): Typescript.TransformerFactory<Typescript.SourceFile> {
  const { factory } = ts;
  const isEarlier = (node: Typescript.ShorthandPropertyAssignment): boolean =>
    checker
      .getShorthandAssignmentValueSymbol(node)
      ?.declarations?.some((declaration) => EARLIER.test(declaration.getSourceFile().fileName)) ??
    false;
  const explicit = (node: Typescript.ShorthandPropertyAssignment): Typescript.Node => {
    const value = factory.createPropertyAccessExpression(
      factory.createIdentifier("exports"),
      node.name.text,
    );
    const initial = node.objectAssignmentInitializer;
    const target = initial ? factory.createAssignment(value, initial) : value;
    return ts.setTextRange(factory.createPropertyAssignment(node.name.text, target), node);
  };
  return (context) => (file) => {
    const visit = (node: Typescript.Node): Typescript.Node =>
      ts.isShorthandPropertyAssignment(node) && isEarlier(node)
        ? explicit(node)
        : ts.visitEachChild(node, visit, context);
    return ts.visitEachChild(file, visit, context);
  };
}
