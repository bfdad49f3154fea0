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

/** Where a position of the emitted code stands in what the user wrote. */
export function sourcePlace({ map, linesBefore }: CellScript, emitted: Place): Place | undefined {
  const place = map?.place(emitted);
  if (place === undefined || place.line < linesBefore) return undefined;
  return { line: place.line - linesBefore, column: place.column };
}
