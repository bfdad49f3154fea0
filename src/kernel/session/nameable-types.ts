import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "./tslab-modules.js";

type Transformer = Typescript.TransformerFactory<Typescript.SourceFile | Typescript.Bundle>;

/** The type has a name, but one that depends on where a package is installed. */
const NOT_PORTABLE = 2742;

/**
 * Gives a type that later cells can resolve to what a cell declares and TypeScript says it cannot name: that of the
 * module for `await import("…")`, else `any`.
 *
 * @param problems - What TypeScript says of the file's declarations.
 */
export function nameableTypes(
  ts: Ts,
  file: Typescript.SourceFile,
  problems: readonly Typescript.Diagnostic[],
): Transformer {
  const types = replacedTypes(ts, file, problems);
  return (context) => (given) => {
    const { factory } = context;
    const rewrite = (node: Typescript.Node): Typescript.Node => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
        const type = types.get(node.name.text);
        return type ? factory.createVariableDeclaration(node.name, undefined, type) : node;
      }
      if (ts.isFunctionDeclaration(node) && node.name && types.has(node.name.text)) {
        const { modifiers, name, typeParameters, parameters } = node;
        const type = types.get(name.text);
        return factory.updateFunctionDeclaration(
          node,
          modifiers,
          undefined,
          name,
          typeParameters,
          parameters,
          type,
          undefined,
        );
      }
      return ts.isVariableStatement(node) ||
        ts.isVariableDeclarationList(node) ||
        ts.isSourceFile(node)
        ? ts.visitEachChild(node, rewrite, context)
        : node;
    };
    return rewrite(given) as typeof given;
  };
}

function replacedTypes(
  ts: Ts,
  file: Typescript.SourceFile,
  problems: readonly Typescript.Diagnostic[],
): Map<string, Typescript.TypeNode> {
  const codes = new Map(problems.map(({ start, code }) => [start, code]));
  const types = new Map<string, Typescript.TypeNode>();
  const any = ts.factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword);
  const replace = (name: Typescript.BindingName, whole?: Typescript.TypeNode): void => {
    if (!ts.isIdentifier(name)) {
      for (const element of name.elements) if (ts.isBindingElement(element)) replace(element.name);
      return;
    }
    const code = codes.get(name.getStart(file));
    if (code === undefined) return;
    if (whole) types.set(name.text, whole);
    else if (code !== NOT_PORTABLE) types.set(name.text, any);
  };
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) replace(statement.name);
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        replace(name, moduleType(ts, initializer));
  }
  return types;
}

/** `typeof import("…")`, with the default export that TypeScript gives to a module that has none. */
function moduleType(
  ts: Ts,
  initializer: Typescript.Expression | undefined,
): Typescript.TypeNode | undefined {
  if (initializer === undefined || !ts.isAwaitExpression(initializer)) return undefined;
  const call = initializer.expression;
  if (!ts.isCallExpression(call) || call.expression.kind !== ts.SyntaxKind.ImportKeyword)
    return undefined;
  const [specifier] = call.arguments;
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return undefined;
  const { factory } = ts;
  const literal = factory.createLiteralTypeNode(factory.createStringLiteral(specifier.text));
  const type = factory.createImportTypeNode(literal, undefined, undefined, undefined, true);
  const byDefault = factory.createPropertySignature(undefined, "default", undefined, type);
  return factory.createIntersectionTypeNode([type, factory.createTypeLiteralNode([byDefault])]);
}
