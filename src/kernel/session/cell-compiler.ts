import type * as Typescript from "@tslab/typescript-for-tslab";
import type { CompletionInfo, Converter, ConvertResult, Diagnostic } from "tslab/dist/converter.js";
import type { CodeMetadata } from "tslab/dist/metadata.js";
import { mergedDeclarations } from "./declarations.js";
import type { TslabModules } from "./tslab-modules.js";
import { withoutExports } from "./without-exports.js";

/** A cell that defines a module, by a comment with `@module`. */
interface ModuleCell {
  readonly code: string;
  readonly metadata: CodeMetadata;
}

/** TypeScript's view of the notebook: the declarations of earlier cells, and the cell at hand. */
export class CellCompiler {
  readonly #tslab: TslabModules;
  readonly #modules = new Map<string, ModuleCell>();
  #converter: Converter | undefined;
  #declarations = "";
  #inUse = false;

  constructor(tslab: TslabModules) {
    this.#tslab = tslab;
  }

  /** Reads TypeScript's libraries before the first cell comes. */
  warmUp(): void {
    this.compile("");
  }

  /** Checks a cell and converts it to JavaScript; what it declares counts once it is kept. */
  compile(code: string): ConvertResult {
    const metadata = this.#tslab.getCodeMetadata(code);
    if (metadata.module !== undefined)
      return { diagnostics: this.#addModule(metadata.module, { code, metadata }) };
    if (metadata.mode === "browser") return { diagnostics: [] };
    const text = withoutExports(this.#tslab.ts, code);
    return this.#use((converter) => converter.convert(this.#declarations, text));
  }

  /** Lets later cells see what a cell declared. */
  keep(declarations: string): void {
    this.#declarations = declarations;
  }

  /** Lets later cells see what a failed cell declared and came to bind, and else what was there before. */
  keepPart(declared: string, bound: ReadonlySet<string>): void {
    const earlier = this.#declarations;
    this.#declarations = mergedDeclarations(this.#tslab.ts, { earlier, declared }, bound);
  }

  /** The cursor counts UTF-16 units. */
  complete(code: string, cursor: number): CompletionInfo {
    return this.#use((converter) => converter.complete(this.#declarations, code, cursor));
  }

  /** The cursor counts UTF-16 units. */
  inspect(code: string, cursor: number): Typescript.QuickInfo | undefined {
    return this.#use((converter) => converter.inspect(this.#declarations, code, cursor));
  }

  close(): void {
    this.#converter?.close();
    this.#converter = undefined;
  }

  #addModule(name: string, cell: ModuleCell): Diagnostic[] {
    this.#modules.set(name, cell);
    return this.#use((converter) => converter.addModule(name, cell.code, cell.metadata));
  }

  /** A converter that did not come to an end, because it threw or was terminated, is not used again. */
  #use<T>(work: (converter: Converter) => T): T {
    if (this.#inUse) this.close();
    this.#inUse = true;
    this.#converter ??= this.#newConverter();
    const result = work(this.#converter);
    this.#inUse = false;
    return result;
  }

  #newConverter(): Converter {
    const converter = this.#tslab.createConverter({ isJS: false, isBrowser: false });
    for (const [name, { code, metadata }] of this.#modules)
      converter.addModule(name, code, metadata);
    return converter;
  }
}
