import { join } from "node:path";
import { constants, Script } from "node:vm";

type Import = (specifier: string) => Promise<unknown>;

/** Node's own `import()`, as a file of the folder would call it. */
export function nativeImport(folder: string, specifier: string): Promise<unknown> {
  const script = new Script("(specifier) => import(specifier)", {
    filename: join(folder, "cell.js"),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return withoutWarnings(() => (script.runInThisContext() as Import)(specifier));
}

/** Node 20 warns once that scripts which import are experimental; that is not the user's concern. */
function withoutWarnings<T>(call: () => T): T {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return call();
  } finally {
    process.emitWarning = emitWarning;
  }
}
