import type * as Typescript from "@tslab/typescript-for-tslab";
import type { EmittedMaps } from "./emitted-maps.js";
import { explicitProperties } from "./explicit-properties.js";
import { interruptible } from "./interruptible.js";
import type { Ts } from "./tslab-modules.js";

type Builder = Typescript.EmitAndSemanticDiagnosticsBuilderProgram;
type Host = Typescript.WatchCompilerHostOfFilesAndCompilerOptions<Builder>;

/**
 * TypeScript as tslab's converter is to see it: types are resolved by a package's `exports`, what is emitted can be
 * interrupted where it awaits, and its positions lead back to the cell.
 */
export function adaptTypescript(ts: Ts, maps: EmittedMaps): Ts {
  const overrides = {
    // Lets CommonJS that TypeScript emitted take the object as it is.
    __esModule: true,
    createWatchCompilerHost: (...given: unknown[]): unknown =>
      Reflect.apply(ts.createWatchCompilerHost, ts, given.with(1, withOptions(ts, given[1]))),
    createWatchProgram: (host: Host) => ts.createWatchProgram(withTransformers(ts, host)),
    transpileModule: (code: string, options: Typescript.TranspileOptions) =>
      maps.transpile(ts, code, options),
  };
  return Object.create(ts, Object.getOwnPropertyDescriptors(overrides)) as Ts;
}

function withOptions(ts: Ts, options: unknown): Typescript.CompilerOptions {
  return {
    ...(options as Typescript.CompilerOptions),
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    inlineSourceMap: true,
  };
}

function withTransformers(ts: Ts, host: Host): Host {
  const created = host.afterProgramCreate?.bind(host);
  host.afterProgramCreate = (builder) => {
    const emit = builder.emit.bind(builder);
    builder.emit = (file, write, token, onlyTypes, transformers) => {
      const checker = builder.getProgram().getTypeChecker();
      const before = [explicitProperties(ts, checker), interruptible(ts)];
      return emit(file, write, token, onlyTypes, { ...transformers, before });
    };
    created?.(builder);
  };
  return host;
}
