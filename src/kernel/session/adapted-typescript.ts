import type * as Typescript from "@tslab/typescript-for-tslab";
import { quickInfo } from "./call-info.js";
import type { EmittedMaps } from "./emitted-maps.js";
import { toldDiagnostics } from "./errors/told-diagnostics.js";
import { explicitProperties } from "./explicit-properties.js";
import { explicitMeta } from "./import-meta.js";
import { interruptible } from "./interruptible.js";
import { namelessResult } from "./nameless-result.js";
import { nameableTypes } from "./nameable-types.js";
import type { Ts } from "./tslab-modules.js";
import { WatchedFiles } from "./watched-files.js";

type Builder = Typescript.EmitAndSemanticDiagnosticsBuilderProgram;
type Program = Typescript.Program;
type File = Typescript.SourceFile;
/** Of tslab's own TypeScript; its types do not tell it. */
type DiagnosticsOf = (program: Program, files: readonly File[]) => readonly Typescript.Diagnostic[];
type Host = Typescript.WatchCompilerHostOfFilesAndCompilerOptions<Builder>;

/** TypeScript's function that drops what it knew of imports which it could not resolve. */
const RESOLUTIONS = "invalidateResolutionsOfFailedLookup";

/** A folder that appears, as that of a package, is told of at once, not a second later. */
const WATCHING: Typescript.WatchOptions = { synchronousWatchDirectory: true };

/**
 * TypeScript as tslab's converter is to see it: types are resolved by a package's `exports`, what is emitted can be
 * interrupted where it awaits, and its positions lead back to the cell.
 */
export function adaptTypescript(ts: Ts, maps: EmittedMaps): Ts {
  const diagnosticsOf = Reflect.get(ts, "getPreEmitDiagnosticsOfFiles") as DiagnosticsOf;
  const watched = new WatchedFiles(ts);
  ts.sys.watchFile = (path, tell) => watched.watch(path, tell);
  const overrides = {
    // Lets CommonJS that TypeScript emitted take the object as it is.
    __esModule: true,
    createWatchCompilerHost: (...given: unknown[]): unknown =>
      Reflect.apply(ts.createWatchCompilerHost, ts, [
        ...given.with(1, withOptions(ts, given[1])),
        undefined,
        WATCHING,
      ]),
    createWatchProgram: (host: Host) =>
      ts.createWatchProgram(withTimer(withEmit(ts, host), watched)),
    getPreEmitDiagnostics: (program: Program, file?: File) =>
      toldDiagnostics(ts, program, [], ts.getPreEmitDiagnostics(program, file)),
    getPreEmitDiagnosticsOfFiles: (program: Program, files: readonly File[]) =>
      toldDiagnostics(ts, program, files, diagnosticsOf(program, files)),
    getQuickInfoAtPosition: quickInfo(ts),
    transpileModule: (code: string, options: Typescript.TranspileOptions) =>
      maps.transpile(ts, code, options),
  };
  return Object.create(ts, Object.getOwnPropertyDescriptors(overrides)) as Ts;
}

function withOptions(ts: Ts, options: unknown): Typescript.CompilerOptions {
  return {
    ...(options as Typescript.CompilerOptions),
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    allowImportingTsExtensions: true,
    inlineSourceMap: true,
  };
}

/**
 * tslab has room for one timer, the program's update, which it brings about before it looks at code. An update also
 * resolves again the imports that files which appeared or disappeared may change: the timer for these is not needed.
 */
function withTimer(host: Host, watched: WatchedFiles): Host {
  const start = host.setTimeout?.bind(host);
  const clear = host.clearTimeout?.bind(host);
  const updateAfter = (update: () => void): void => {
    watched.check();
    update();
  };
  host.setTimeout = (callback, delay) =>
    callback.name === RESOLUTIONS ? RESOLUTIONS : start?.(() => updateAfter(callback), delay);
  host.clearTimeout = (timer) => {
    if (timer !== RESOLUTIONS) clear?.(timer);
  };
  return host;
}

function withEmit(ts: Ts, host: Host): Host {
  const created = host.afterProgramCreate?.bind(host);
  host.afterProgramCreate = (builder) => {
    const program = builder.getProgram();
    const emit = program.emit.bind(program) as (...given: unknown[]) => Typescript.EmitResult;
    const problems = program.getDeclarationDiagnostics.bind(program);
    // That a type has no name which others could use is no error of a cell.
    program.getDeclarationDiagnostics = () => [];
    builder.emit = (file, write, token, onlyTypes, transformers) => {
      const before = [
        namelessResult(ts),
        explicitProperties(ts, program.getTypeChecker()),
        explicitMeta(ts),
        interruptible(ts),
      ];
      const types = file ? [nameableTypes(ts, file, problems(file))] : [];
      const afterDeclarations = [...(transformers?.afterDeclarations ?? []), ...types];
      const all = { ...transformers, before, afterDeclarations };
      const evenWithProblems = true;
      return emit(file, write, token, onlyTypes, all, evenWithProblems);
    };
    created?.(builder);
  };
  return host;
}
