import { constants, Script } from "node:vm";
import { syntaxFailure } from "./errors/syntax-failure.js";

type ScriptFunction = (...given: readonly unknown[]) => unknown;

/**
 * The function whose body is the code, from the line after its head on; its stacks have the file's name.
 *
 * @throws CompileFailure where V8 does not accept the code.
 */
export function scriptFunction(head: string, code: string, filename: string): ScriptFunction {
  try {
    const script = new Script(`(${head} {\n${code}\n})`, {
      filename,
      lineOffset: -1,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    return script.runInThisContext() as ScriptFunction;
  } catch (error) {
    throw syntaxFailure(error, filename);
  }
}
