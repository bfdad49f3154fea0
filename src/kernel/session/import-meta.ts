import type * as Typescript from "@tslab/typescript-for-tslab";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { HELPER } from "./interruptible.js";
import type { Ts } from "./tslab-modules.js";

/** The `import.meta` of a file. */
export function importMeta(filename: string): object {
  return { dirname: dirname(filename), filename, url: pathToFileURL(filename).href };
}

/** Rewrites `import.meta` to `__ceteris__.meta`: what a cell is converted to is no module. */
export function explicitMeta(ts: Ts): Typescript.TransformerFactory<Typescript.SourceFile> {
  const { factory } = ts;
  return (context) => (file) => {
    const visit = (node: Typescript.Node): Typescript.Node =>
      ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword
        ? factory.createPropertyAccessExpression(factory.createIdentifier(HELPER), "meta")
        : ts.visitEachChild(node, visit, context);
    return ts.visitEachChild(file, visit, context);
  };
}
