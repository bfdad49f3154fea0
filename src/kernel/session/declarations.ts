import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "./tslab-modules.js";

/** Declarations without the variables and classes of the given names. */
export function withoutNames(ts: Ts, declarations: string, names: ReadonlySet<string>): string {
  const file = ts.createSourceFile("declarations.d.ts", declarations, ts.ScriptTarget.Latest);
  const isKept = (statement: Typescript.Statement): boolean =>
    !declaredNames(ts, statement).some((name) => names.has(name));
  return file.statements
    .filter(isKept)
    .map((statement) => statement.getFullText(file))
    .join("");
}

function declaredNames(ts: Ts, statement: Typescript.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) =>
      ts.isIdentifier(name) ? name.text : "",
    );
  return ts.isClassDeclaration(statement) && statement.name ? [statement.name.text] : [];
}
