import type * as Typescript from "@tslab/typescript-for-tslab";

/** What TypeScript's parser has found in a file; TypeScript's types do not tell of it. */
export function syntaxErrors(file: Typescript.SourceFile): readonly Typescript.Diagnostic[] {
  const errors: unknown = Reflect.get(file, "parseDiagnostics");
  return Array.isArray(errors) ? (errors as Typescript.Diagnostic[]) : [];
}
