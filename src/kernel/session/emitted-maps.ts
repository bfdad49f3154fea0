import type * as Typescript from "@tslab/typescript-for-tslab";
import { SourceMap, type SourceMapPayload } from "node:module";
import type { EmittedMap, Place } from "./errors/cell-scripts.js";
import { HELPER } from "./interruptible.js";
import { liveVariables } from "./live-variables.js";
import type { Ts } from "./tslab-modules.js";

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
/** How TypeScript exports what was imported; lines of these have no counterpart in the source. */
const DEFINITION = 'Object.defineProperty(exports, "';
/** The file in which tslab puts a cell. */
const CELL = /(?:^|\/)__tslab__\.ts$/;
const MAP_COMMENT = /\n?\/\/# sourceMappingURL=\S+\s*$/;

/** Source maps of what the converter emits, which passes through TypeScript twice: to JavaScript, then to CommonJS. */
export class EmittedMaps {
  readonly #maps = new Map<string, EmittedMap>();

  /** The second pass; remembers by its result how to come back to the source. */
  transpile(ts: Ts, code: string, options: Typescript.TranspileOptions): { outputText: string } {
    const first = INLINE_MAP.exec(code)?.[1];
    const payload = first === undefined ? undefined : decoded(first);
    const second = ts.transpileModule(code.replace(INLINE_MAP, ""), {
      ...options,
      compilerOptions: { ...options.compilerOptions, sourceMap: true },
      transformers: { before: CELL.test(payload?.sources[0] ?? "") ? [liveVariables(ts)] : [] },
    });
    const outputText = second.outputText
      .replace(MAP_COMMENT, "")
      .replaceAll(DEFINITION, `${HELPER}.define(exports, "`);
    if (payload !== undefined && second.sourceMapText !== undefined)
      this.#maps.set(outputText, emittedMap(payload, second.sourceMapText));
    return { outputText };
  }

  /** The map of an emitted text, which is then forgotten here. */
  take(output: string): EmittedMap | undefined {
    const map = this.#maps.get(output);
    this.#maps.delete(output);
    return map;
  }
}

function decoded(map: string): SourceMapPayload {
  return JSON.parse(Buffer.from(map, "base64").toString()) as SourceMapPayload;
}

/** Maps are decoded when the first error asks for a place. */
function emittedMap(payload: SourceMapPayload, second: string): EmittedMap {
  let passes: readonly SourceMap[] | undefined;
  return {
    source: payload.sources[0] ?? "",
    place(emitted) {
      passes ??= [new SourceMap(JSON.parse(second) as SourceMapPayload), new SourceMap(payload)];
      return passes.reduce<Place | undefined>(placeBefore, emitted);
    },
  };
}

function placeBefore(place: Place | undefined, map: SourceMap): Place | undefined {
  if (place === undefined) return undefined;
  const entry = map.findEntry(place.line, place.column);
  if (!("originalLine" in entry)) return undefined;
  return { line: entry.originalLine, column: entry.originalColumn };
}
