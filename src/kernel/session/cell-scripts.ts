import type { EmittedMap, Place } from "./emitted-maps.js";

/** A script that the session runs, by whose positions errors are told. */
export interface CellScript {
  /** How errors name it: `cell [3]`, or the path of a module. */
  readonly label: string;
  /** Lines as the user wrote them. */
  readonly lines: readonly string[];
  readonly map: EmittedMap | undefined;
  /** Lines that the compiler saw before the first. */
  readonly linesBefore: number;
}

const scripts = new Map<string, CellScript>();

/** Makes a script known by the file name that V8 has for it. */
export function addScript(file: string, script: CellScript): void {
  scripts.set(file, script);
}

export function findScript(file: string | null | undefined): CellScript | undefined {
  return typeof file === "string" ? scripts.get(file) : undefined;
}

/** The script that an error names, the newest of that name. */
export function findScriptByLabel(label: string): CellScript | undefined {
  return [...scripts.values()].findLast((script) => script.label === label);
}

/** Where a position of the emitted code stands in what the user wrote. */
export function sourcePlace({ map, linesBefore }: CellScript, emitted: Place): Place | undefined {
  const place = map?.place(emitted);
  if (place === undefined || place.line < linesBefore) return undefined;
  return { line: place.line - linesBefore, column: place.column };
}
