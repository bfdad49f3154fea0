/** Something that a cell put out, as nbformat stores it; texts are whole, not in lines. */
export interface Output {
  output_type: string;
  [field: string]: unknown;
}

/** A cell of a notebook; its source is whole, not in lines. */
export interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly source: string;
  /** Of code cells only. */
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
}

/** A notebook in nbformat 4.5; fields that are not known here are kept. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/** The tags of a cell. */
export function tagsOf({ metadata }: Cell): readonly unknown[] {
  return Array.isArray(metadata["tags"]) ? metadata["tags"] : [];
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
