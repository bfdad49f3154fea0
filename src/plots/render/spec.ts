/** The schema that JupyterLab, VS Code and the Vega editor know. */
export const VEGA_LITE_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

/** A plain value of a specification. */
export type SpecValue =
  | string
  | number
  | boolean
  | null
  | readonly SpecValue[]
  | { readonly [key: string]: SpecValue | undefined };

/** Part of a Vega-Lite specification: a view, a layer, an encoding. Properties that are undefined are left out. */
export interface SpecPart {
  readonly [key: string]: SpecValue | undefined;
}

/** A whole Vega-Lite specification. */
export interface VegaLiteSpec extends SpecPart {
  readonly $schema: string;
}

/** A row of data in a specification. */
export type SpecRow = Readonly<Record<string, string | number | boolean | null>>;
