import { isSpecPart } from "./merge-spec.js";
import type { SpecPart, SpecValue, VegaLiteSpec } from "./spec.js";

/** The style that names invisible marks, which only show tooltips. */
export const HIT_STYLE = "hit";

/** What of a specification can be seen: a picture that is not moved over by a mouse needs no more. */
export function withoutHits(spec: VegaLiteSpec): VegaLiteSpec {
  return { ...(visible(spec) as SpecPart), $schema: spec.$schema };
}

const VIEWS = ["layer", "hconcat", "vconcat", "concat"] as const;

function visible(view: SpecValue): SpecValue {
  if (!isSpecPart(view)) return view;
  const name = VIEWS.find((one) => Array.isArray(view[one]));
  if (name === undefined) return view;
  const parts = view[name] as readonly SpecValue[];
  return { ...view, [name]: parts.filter((part) => !isHit(part)).map(visible) };
}

function isHit(view: SpecValue): boolean {
  const mark = isSpecPart(view) ? view["mark"] : undefined;
  return isSpecPart(mark) && mark["style"] === HIT_STYLE;
}
