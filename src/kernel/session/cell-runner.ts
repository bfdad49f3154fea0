import { isPromise } from "node:util/types";
import type { ConvertResult } from "tslab/dist/converter.js";
import type { DisplayData } from "../display/display-data.js";
import { CellCompiler } from "./cell-compiler.js";
import { CompileFailure } from "./errors/compile-failure.js";
import { CellModules } from "./cell-modules.js";
import { type Bindings, CellScope } from "./cell-scope.js";
import { addScript } from "./errors/cell-scripts.js";
import { diagnosticError } from "./errors/diagnostic-error.js";
import type { EmittedMaps } from "./emitted-maps.js";
import { HELPER } from "./interruptible.js";
import { resultData } from "./result-data.js";
import type { RunningCell } from "./running-cell.js";
import { scriptFunction } from "./script-function.js";
import type { TslabModules } from "./tslab-modules.js";

type CellFunction = (...given: readonly unknown[]) => unknown;

/** A cell whose code has begun to run. */
interface Begun {
  readonly declarations: string;
  /** The variables as they were. */
  readonly before: Bindings;
}

/** Runs cells one after the other in the same variables. */
export class CellRunner {
  readonly compiler: CellCompiler;
  readonly #modules: CellModules;
  readonly #maps: EmittedMaps;
  readonly #scope = new CellScope();
  #scripts = 0;

  constructor(tslab: TslabModules, cwd: string, maps: EmittedMaps) {
    this.compiler = new CellCompiler(tslab);
    this.#modules = new CellModules({ ts: tslab.ts, cwd, maps, tslab: tslab.entry });
    this.#maps = maps;
  }

  /** Runs code as the cell and resolves to how its result is displayed, if it has one. `label` names it in errors. */
  async run(cell: RunningCell, code: string, label: string): Promise<DisplayData | undefined> {
    let begun: Begun | undefined;
    try {
      const shown = await cell.run(async () => {
        const compiled = this.#compile(code, label);
        const script = this.#load(compiled, code, label);
        if (script === undefined) return undefined;
        await cell.until(this.#modules.prepare(compiled.output ?? ""));
        begun = { declarations: compiled.declOutput ?? "", before: this.#scope.bindings() };
        await script(this.#scope.exports, this.#modules.require, this.#modules.helper);
        return this.#display(cell, compiled.lastExpressionVar);
      });
      if (begun) this.compiler.keep(begun.declarations);
      return shown;
    } catch (reason) {
      if (begun) this.compiler.keepPart(begun.declarations, this.#scope.boundSince(begun.before));
      throw reason;
    }
  }

  #compile(code: string, label: string): ConvertResult {
    const compiled = this.compiler.compile(code);
    const { diagnostics, sideOutputs } = compiled;
    if (diagnostics.length > 0) throw new CompileFailure(diagnosticError(diagnostics, label, code));
    this.#modules.update(sideOutputs ?? []);
    return compiled;
  }

  #load({ output }: ConvertResult, code: string, label: string): CellFunction | undefined {
    if (output === undefined) return undefined;
    this.#scripts += 1;
    const head = `async function (exports, require, ${HELPER})`;
    const filename = `ceteris-cell-${this.#scripts}`;
    const lines = code.split("\n");
    addScript(filename, { label, lines, map: this.#maps.take(output), linesBefore: 1 });
    return scriptFunction(head, output, filename);
  }

  async #display(cell: RunningCell, name: string | undefined): Promise<DisplayData | undefined> {
    if (name === undefined) return undefined;
    const value = this.#scope.take(name);
    return resultData(isPromise(value) ? await cell.until(value) : value);
  }
}
