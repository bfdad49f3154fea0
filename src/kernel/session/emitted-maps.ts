import type * as Typescript from "@tslab/typescript-for-tslab";
import { SourceMap, type SourceMapPayload } from "node:module";
import { HELPER } from "./interruptible.js";
import type { Ts } from "./tslab-modules.js";

/** A place in a text; line and column count from zero. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Leads from emitted JavaScript back to its source. */
export interface EmittedMap {
  /** As TypeScript names it, relative to its folder for output. */
  readonly source: string;
  /** Undefined for code that has no counterpart in the source. */
  place(emitted: Place): Place | undefined;
}

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
/** How TypeScript exports what was imported; lines of these have no counterpart in the source. */
const DEFINITION = 'Object.defineProperty(exports, "';
const MAP_COMMENT = /\n?\/\/# sourceMappingURL=\S+\s*$/;

/** Source maps of what the converter emits, which passes through TypeScript twice: to JavaScript, then to CommonJS. */
export class EmittedMaps {
  readonly #maps = new Map<string, EmittedMap>();

  /** The second pass; remembers by its result how to come back to the source. */
  transpile(ts: Ts, code: string, options: Typescript.TranspileOptions): { outputText: string } {
    const first = INLINE_MAP.exec(code)?.[1];
    const compilerOptions = { ...options.compilerOptions, sourceMap: true };
    const second = ts.transpileModule(code.replace(INLINE_MAP, ""), {
      ...options,
      compilerOptions,
    });
    const outputText = second.outputText
      .replace(MAP_COMMENT, "")
      .replaceAll(DEFINITION, `${HELPER}.define(exports, "`);
    if (first !== undefined && second.sourceMapText !== undefined)
      this.#maps.set(outputText, emittedMap(first, second.sourceMapText));
    return { outputText };
  }

  /** The map of an emitted text, which is then forgotten here. */
  take(output: string): EmittedMap | undefined {
    const map = this.#maps.get(output);
    this.#maps.delete(output);
    return map;
  }
}

/** Maps are decoded when the first error asks for a place. */
function emittedMap(first: string, second: string): EmittedMap {
  const payload = JSON.parse(Buffer.from(first, "base64").toString()) as SourceMapPayload;
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
