import type * as Typescript from "@tslab/typescript-for-tslab";
import type { Ts } from "../tslab-modules.js";

/** What a cell's code is given by name. */
const RESERVED: Readonly<Record<string, string>> = {
  exports: "The kernel keeps the variables of cells in 'exports': choose another name.",
  require: "'require' is there already, for the notebook's folder: use it, or choose another name.",
};

/** TypeScript's own code for names that a module may not declare. */
const CODE = 2441;

/** Refuses declarations, on the top level of a cell's file, of names that the kernel needs. */
export function reservedNames(ts: Ts, file: Typescript.SourceFile): Typescript.Diagnostic[] {
  const locals = Reflect.get(file, "locals") as Map<string, Typescript.Symbol> | undefined;
  return Object.entries(RESERVED).flatMap(([name, messageText]) => {
    const symbol = locals?.get(name);
    const declaration = symbol?.declarations?.[0];
    if (!symbol || !declaration || !isValue(ts, symbol)) return [];
    const node = ts.getNameOfDeclaration(declaration) ?? declaration;
    const start = node.getStart(file);
    const category = ts.DiagnosticCategory.Error;
    return [{ file, start, length: node.end - start, category, code: CODE, messageText }];
  });
}

function isValue(ts: Ts, { flags }: Typescript.Symbol): boolean {
  return (flags & (ts.SymbolFlags.Value | ts.SymbolFlags.Alias)) !== 0;
}
