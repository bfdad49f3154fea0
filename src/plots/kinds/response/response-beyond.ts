import type { Comparison } from "../../../compare/comparison.js";
import { countText } from "../../../util/count-text.js";
import { type Domain, domainOf, extent } from "../../marks/domain.js";
import { drawn, quantity } from "../../marks/encode.js";
import { innerDomain } from "../../marks/inner-domain.js";
import { unitOfValues } from "../../parts/sentences/units.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";

/** So many values may be left out, as a share, or more where they would make the axis so many times as long. */
const FEW = 0.1;
const BLOWN_UP = 50;

/** How far an interval may widen an axis from which far values are left out, as a share. */
const BAND_ROOM = 0.3;

/** Px from the edge to the middle of a mark there. */
const INSET = 5;

/** The domain of one response: of its values and intervals, without values far out that would press all others together. */
export function responseDomain({ observations, cells }: Comparison, name: string): Domain {
  const values = observations.filter((one) => one.response === name).map(({ value }) => value);
  const ends = cells
    .filter((cell) => cell.response === name)
    .flatMap(({ lower, upper }) => [lower, upper])
    .filter(Number.isFinite);
  const full = domainOf([...values, ...ends]);
  if (values.length === 0) return full;
  const inner = innerDomain(values, (value) => value);
  const beyond = values.filter((value) => !isInside(value, inner)).length;
  const isBlownUp = extent(full) > BLOWN_UP * extent(inner);
  const isCut = beyond > 0 && extent(inner) > 0 && (isBlownUp || beyond <= FEW * values.length);
  if (!isCut) return full;
  const room = BAND_ROOM * extent(inner);
  const [low, high] = [inner[0] - room, inner[1] + room];
  return domainOf([...inner, ...ends.map((end) => Math.max(low, Math.min(high, end)))]);
}

/** Whether a value lies on an axis. */
export function isInside(value: number, [low, high]: Domain): boolean {
  return value >= low && value <= high;
}

/** Triangles at the edge for the rows whose value lies beyond it. */
export function beyondLayers(
  rows: readonly SpecRow[],
  field: string,
  { domain: [low, high], height }: { readonly domain: Domain; readonly height: number },
  mark: SpecPart,
  encoding: SpecPart,
): SpecPart[] {
  const edges = [
    { own: rows.filter((row) => Number(row[field]) > high), shape: "triangle-up", y: INSET },
    {
      own: rows.filter((row) => Number(row[field]) < low),
      shape: "triangle-down",
      y: height - INSET,
    },
  ];
  return edges.flatMap(({ own, shape, y }) =>
    own.length === 0
      ? []
      : [
          drawn(own, {
            mark: { ...mark, type: "point", filled: true, shape },
            encoding: { ...encoding, x: quantity("x"), y: { value: y } },
          }),
        ],
  );
}

/** Counts what lies beyond the axes; empty where nothing does. */
export function beyondNote(
  { observations, cells, design }: Comparison,
  domains: ReadonlyMap<string, Domain>,
): string {
  const runs = observations.filter(
    ({ response, value }) => !isInside(value, domains.get(response)!),
  );
  const means = cells.filter(
    ({ response, estimate }) =>
      Number.isFinite(estimate) && !isInside(estimate, domains.get(response)!),
  );
  if (runs.length + means.length === 0) return "";
  const unit = countText(runs.length, unitOfValues(design));
  const also = means.length === 0 ? "" : ` and ${countText(means.length, "mean")}`;
  return `▲ and ▼ at the edge are ${unit}${also} beyond the axis`;
}
