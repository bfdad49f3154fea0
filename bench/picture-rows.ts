import type { Chart } from "ceteris";
import type { DrawnChart } from "./drawn-charts.js";
import { measure, timed } from "./measure.js";
import { type PlotWorker, PYTHON_ROUNDS } from "./plot-worker.js";
import { sayTimes } from "./progress.js";
import { faster, type Row } from "./row.js";

const FORMATS = ["svg", "png", "pdf"] as const;

type Format = (typeof FORMATS)[number];

const WRITERS: Readonly<Record<Format, (chart: Chart) => string | Uint8Array>> = {
  svg: (chart) => chart.toSVG(),
  png: (chart) => chart.toPNG(),
  pdf: (chart) => chart.toPDF(),
};

/** Texts are not as wide in another font, and a picture is as wide as its texts. */
const SAME_SIZE = 0.1;

/** Pictures of one specification, against vl-convert, which draws it with Vega, too. */
export async function pictureRows(
  charts: readonly DrawnChart[],
  worker: PlotWorker,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, draw } of charts) {
    const chart = draw();
    await checkSame(name, chart, worker);
    for (const format of FORMATS) rows.push(await pictureRow(name, format, chart, worker));
  }
  return rows;
}

async function pictureRow(
  name: string,
  format: Format,
  chart: Chart,
  worker: PlotWorker,
): Promise<Row> {
  let undrawn = chart;
  const time = await measure(PYTHON_ROUNDS, {
    // A chart keeps its drawing, so that each time is a new one's.
    ours: timed(
      () => WRITERS[format](undrawn),
      () => {
        undrawn = chart.with({});
      },
    ),
    vlConvert: worker.job(format, name),
  });
  sayTimes({ [`${format} of ${name}`]: time.ours, vlConvert: time.vlConvert });
  return faster(
    `specification to ${format.toUpperCase()}, ${name}`,
    `vl-convert's \`vegalite_to_${format}\``,
    time.vlConvert / time.ours,
    1,
  );
}

/** A picture of something else would be no match. */
async function checkSame(name: string, chart: Chart, worker: PlotWorker): Promise<void> {
  const svg = (await worker.made("svg", name)).toString();
  if (pathCount(svg) !== pathCount(chart.toSVG()))
    throw new Error(`vl-convert draws ${pathCount(svg)} paths of ${name}, and toSVG others.`);
  const widths = [pngWidth(await worker.made("png", name)), pngWidth(chart.toPNG())] as const;
  if (Math.abs(widths[0] / widths[1] - 1) > SAME_SIZE)
    throw new Error(`vl-convert's PNG of ${name} is ${widths[0]} px wide, and ours ${widths[1]}.`);
  if (!(await worker.made("pdf", name)).subarray(0, 5).equals(Buffer.from("%PDF-")))
    throw new Error(`vl-convert's PDF of ${name} is none.`);
}

function pathCount(svg: string): number {
  return svg.split("<path").length - 1;
}

/** The width that the header of a PNG tells. */
function pngWidth(png: Uint8Array): number {
  return new DataView(png.buffer, png.byteOffset).getUint32(16);
}
