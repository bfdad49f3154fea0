import type * as Typescript from "@tslab/typescript-for-tslab";
import { HELPER } from "./interruptible.js";
import type { Ts } from "./tslab-modules.js";

/** The parameter of setters; a cell has no variable of this name. */
const NEW_VALUE = "__ceteris_value__";

/**
 * Exports what a cell declares by `__ceteris__.share(exports, …)` after the declaration, in the place of its list
 * `export { … }`: variables as accessors, so that functions of the cell see what later cells assign, and that an earlier
 * variable of the same name is left as it is.
 */
export function liveVariables(ts: Ts): Typescript.TransformerFactory<Typescript.SourceFile> {
  return (context) => (file) => {
    const exported = exportedNames(ts, file);
    const properties = (names: readonly Name[]): Typescript.ObjectLiteralElementLike[] =>
      names.flatMap(({ name, isLet }): Typescript.ObjectLiteralElementLike[] => {
        const node = exported.get(name);
        if (node === undefined) return [];
        return isLet ? accessors(ts, name) : [ts.factory.createShorthandPropertyAssignment(node)];
      });
    const statements = file.statements.flatMap((statement) => [
      ts.isExportDeclaration(statement) ? withoutList(ts, statement) : statement,
      ...share(ts, properties(declaredNames(ts, statement))),
    ]);
    return context.factory.updateSourceFile(file, statements);
  };
}

interface Name {
  readonly name: string;
  /** It may be assigned again. */
  readonly isLet: boolean;
}

/** Names in the list, with the nodes that TypeScript can follow to an import. */
function exportedNames(ts: Ts, file: Typescript.SourceFile): Map<string, Typescript.Identifier> {
  const names = new Map<string, Typescript.Identifier>();
  for (const statement of file.statements) {
    if (!isList(ts, statement)) continue;
    for (const { name } of statement.exportClause.elements) names.set(name.text, name);
  }
  return names;
}

function isList(
  ts: Ts,
  statement: Typescript.Statement,
): statement is Typescript.ExportDeclaration & { exportClause: Typescript.NamedExports } {
  return (
    ts.isExportDeclaration(statement) &&
    statement.moduleSpecifier === undefined &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause) &&
    statement.exportClause.elements.every(({ propertyName }) => propertyName === undefined)
  );
}

function withoutList(ts: Ts, statement: Typescript.ExportDeclaration): Typescript.Statement {
  return isList(ts, statement)
    ? ts.factory.createExportDeclaration(undefined, false, ts.factory.createNamedExports([]))
    : statement;
}

function declaredNames(ts: Ts, statement: Typescript.Statement): Name[] {
  if (ts.isVariableStatement(statement)) return listNames(ts, statement.declarationList);
  const names = ts.isImportDeclaration(statement)
    ? importedNames(ts, statement)
    : ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)
      ? [statement.name]
      : [];
  return names.flatMap((name) => (name ? [{ name: name.text, isLet: false }] : []));
}

function importedNames(
  ts: Ts,
  { importClause }: Typescript.ImportDeclaration,
): (Typescript.Identifier | undefined)[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return [importClause?.name];
  const named = ts.isNamespaceImport(bindings)
    ? [bindings.name]
    : bindings.elements.map(({ name }) => name);
  return [importClause?.name, ...named];
}

function listNames(ts: Ts, list: Typescript.VariableDeclarationList): Name[] {
  const isLet = !(list.flags & ts.NodeFlags.Const);
  const namesOf = (name: Typescript.BindingName): Name[] =>
    ts.isIdentifier(name)
      ? [{ name: name.text, isLet }]
      : name.elements.flatMap((element) =>
          ts.isOmittedExpression(element) ? [] : namesOf(element.name),
        );
  return list.declarations.flatMap(({ name }) => namesOf(name));
}

/** `get x() { return x; }` and `set x(value) { x = value; }` */
function accessors(
  { factory }: Ts,
  name: string,
): [Typescript.GetAccessorDeclaration, Typescript.SetAccessorDeclaration] {
  const variable = factory.createIdentifier(name);
  const value = factory.createIdentifier(NEW_VALUE);
  const parameter = factory.createParameterDeclaration(undefined, undefined, value);
  const assigned = factory.createExpressionStatement(factory.createAssignment(variable, value));
  const get = factory.createBlock([factory.createReturnStatement(variable)]);
  const set = factory.createBlock([assigned]);
  return [
    factory.createGetAccessorDeclaration(undefined, name, [], undefined, get),
    factory.createSetAccessorDeclaration(undefined, name, [parameter], set),
  ];
}

function share(
  { factory }: Ts,
  properties: readonly Typescript.ObjectLiteralElementLike[],
): Typescript.Statement[] {
  if (properties.length === 0) return [];
  const method = factory.createPropertyAccessExpression(factory.createIdentifier(HELPER), "share");
  const given = [
    factory.createIdentifier("exports"),
    factory.createObjectLiteralExpression(properties),
  ];
  return [
    factory.createExpressionStatement(factory.createCallExpression(method, undefined, given)),
  ];
}
