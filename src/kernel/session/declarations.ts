import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "./tslab-modules.js";

/** A declaration of one name; a statement that declares many is many of these. */
interface Declaration {
  /** Undefined for what has no name of its own, as `declare global`. */
  readonly name: string | undefined;
  /** It says of what type a variable is. */
  readonly isValue: boolean;
  readonly text: string;
}

/**
 * What is declared after a cell that failed: all that the cell declared but for variables that it did not come to bind,
 * and for these what earlier cells declared.
 */
export function mergedDeclarations(
  ts: Ts,
  given: { readonly earlier: string; readonly declared: string },
  bound: ReadonlySet<string>,
): string {
  const isUnbound = ({ name, isValue }: Declaration): boolean =>
    isValue && name !== undefined && !bound.has(name);
  const declared = split(ts, given.declared).filter((declaration) => !isUnbound(declaration));
  const names = new Set(declared.map(({ name }) => name));
  const earlier = split(ts, given.earlier).filter(
    (declaration) => isUnbound(declaration) || !names.has(declaration.name),
  );
  return [...declared, ...earlier].map(({ text }) => text).join("\n");
}

function split(ts: Ts, declarations: string): Declaration[] {
  const file = ts.createSourceFile("declarations.d.ts", declarations, ts.ScriptTarget.Latest);
  return file.statements.flatMap((statement): Declaration[] => {
    if (ts.isVariableStatement(statement)) return variables(file, statement);
    if (ts.isImportDeclaration(statement)) return imports(ts, file, statement);
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    const name = "name" in statement ? (statement.name as Typescript.Identifier).text : undefined;
    return [{ name, isValue: !isType, text: statement.getFullText(file) }];
  });
}

function variables(
  file: Typescript.SourceFile,
  statement: Typescript.VariableStatement,
): Declaration[] {
  const { declarations } = statement.declarationList;
  const before = file.text.slice(statement.pos, declarations.pos);
  return declarations.map((declaration) => ({
    name: declaration.name.getText(file),
    isValue: true,
    text: `${before} ${declaration.getText(file)};`,
  }));
}

/** A name that is imported may be that of a type, which nothing binds. */
function imports(
  ts: Ts,
  file: Typescript.SourceFile,
  { importClause, moduleSpecifier }: Typescript.ImportDeclaration,
): Declaration[] {
  const word = importClause?.isTypeOnly ? "import type" : "import";
  const one = (name: Typescript.Identifier, what: string): Declaration => ({
    name: name.text,
    isValue: false,
    text: `${word} ${what} from ${moduleSpecifier.getText(file)};`,
  });
  const bindings = importClause?.namedBindings;
  const named =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? [one(bindings.name, bindings.getText(file))]
        : bindings.elements.map((element) => one(element.name, `{ ${element.getText(file)} }`));
  return [
    ...(importClause?.name ? [one(importClause.name, importClause.name.text)] : []),
    ...named,
  ];
}
