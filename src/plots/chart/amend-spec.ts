import { CeterisError } from "../../util/error.js";
import { nearestName } from "../../util/nearest-name.js";
import { isSpecPart, mergeSpec } from "../render/merge-spec.js";
import type { SpecPart, SpecValue, VegaLiteSpec } from "../render/spec.js";
import { retitled } from "./chart-title.js";

/** What a specification may have at its top. Source: the JSON schema of Vega-Lite 5, `TopLevelSpec`. */
export const TOP_LEVEL_NAMES: readonly string[] = [
  ..."$schema autosize background config data datasets description name padding params".split(" "),
  ..."resolve title transform usermeta".split(" "),
  ..."align bounds center columns concat hconcat vconcat facet repeat spec spacing".split(" "),
];

/** What only a specification of one view may have there. */
export const ONE_VIEW_NAMES: readonly string[] =
  "encoding height layer mark projection view width".split(" ");

/**
 * A specification with a part of it replaced.
 *
 * @throws CeterisError CHART for what is no part, a name that Vega-Lite does not know, or one that would do nothing
 */
export function amendSpec(spec: VegaLiteSpec, patch: SpecPart): VegaLiteSpec {
  if (!isSpecPart(patch)) throw noPatch(patch);
  for (const [name, value] of Object.entries(patch)) checkName(spec, name, value);
  const { title } = patch;
  const isText = typeof title === "string" || Array.isArray(title);
  return {
    ...mergeSpec(spec, patch),
    ...(isText ? { title: retitled(spec, title) } : {}),
    $schema: spec.$schema,
  };
}

function checkName(spec: VegaLiteSpec, name: string, value: SpecValue | undefined): void {
  const known = [...TOP_LEVEL_NAMES, ...ONE_VIEW_NAMES];
  if (!known.includes(name)) throw unknownName(name, known);
  const isOneView = "mark" in spec || "layer" in spec;
  if (value !== undefined && ONE_VIEW_NAMES.includes(name) && !isOneView) throw withoutEffect(name);
}

function unknownName(name: string, known: readonly string[]): CeterisError {
  const nearest = nearestName(name, known);
  const remedy = nearest
    ? `did you mean ${nearest}?`
    : `give a part of it, such as { config: { axis: { grid: false } } }.`;
  return new CeterisError(
    "CHART",
    `A Vega-Lite specification has no ${name} at its top; ${remedy}`,
  );
}

function withoutEffect(name: string): CeterisError {
  const remedy =
    name === "width" || name === "height"
      ? `say it when the chart is drawn, as in comparison.chart({ ${name}: ${name === "width" ? 500 : 300} })`
      : `change chart.spec, in whose views it stands, and save it as .vl.json`;
  return new CeterisError(
    "CHART",
    `${name} at the top of a chart of several views does nothing; ${remedy}.`,
  );
}

function noPatch(patch: unknown): CeterisError {
  return new CeterisError(
    "CHART",
    `A chart cannot be amended with ${JSON.stringify(patch) ?? String(patch)}; give a part of a Vega-Lite specification, such as { config: { axis: { grid: false } } }.`,
  );
}
