import { isPromise } from "node:util/types";
import { constants, Script } from "node:vm";
import type { ConvertResult } from "tslab/dist/converter.js";
import type { DisplayData } from "../display/display-data.js";
import { CellCompiler } from "./cell-compiler.js";
import { CompileFailure } from "./cell-failure.js";
import { CellModules } from "./cell-modules.js";
import { CellScope } from "./cell-scope.js";
import { addScript } from "./cell-scripts.js";
import { diagnosticError } from "./diagnostic-error.js";
import type { EmittedMaps } from "./emitted-maps.js";
import { HELPER } from "./interruptible.js";
import { resultData } from "./result-data.js";
import type { RunningCell } from "./running-cell.js";
import type { TslabModules } from "./tslab-modules.js";

type CellFunction = (...given: readonly unknown[]) => unknown;

/** A cell whose code has begun to run. */
interface Begun {
  readonly declarations: string;
  /** The variables as they were. */
  readonly before: Record<string, unknown>;
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
        begun = { declarations: compiled.declOutput ?? "", before: this.#scope.snapshot() };
        await script(this.#scope.exports, this.#modules.require, this.#modules.helper);
        return this.#display(cell, compiled.lastExpressionVar);
      });
      if (begun) this.compiler.keep(begun.declarations);
      return shown;
    } catch (reason) {
      if (begun) this.#keepPart(begun);
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
    const filename = `ceteris-cell-${this.#scripts}`;
    const lines = code.split("\n");
    addScript(filename, { label, lines, map: this.#maps.take(output), linesBefore: 1 });
    const script = new Script(`(async function (exports, require, ${HELPER}) {\n${output}\n})`, {
      filename,
      lineOffset: -1,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    return script.runInThisContext() as CellFunction;
  }

  async #display(cell: RunningCell, name: string | undefined): Promise<DisplayData | undefined> {
    if (name === undefined) return undefined;
    const value = this.#scope.take(name);
    return resultData(isPromise(value) ? await cell.until(value) : value);
  }

  /** What a failed cell had assigned stays usable, unless it left a variable of an earlier cell without its new value. */
  #keepPart({ declarations, before }: Begun): void {
    if (this.#scope.restore(before)) return;
    this.compiler.keep(declarations, this.#scope.unassigned());
  }
}
