import type { DrawnChart } from "./drawn-charts.js";
import { measure, timed } from "./measure.js";
import { type PlotWorker, PYTHON_ROUNDS } from "./plot-worker.js";
import { say, sayTimes } from "./progress.js";
import { faster, type Row, stated } from "./row.js";

/** From runs to a specification, against writing the same rows as JSON, which any chart that holds them all has to. */
export async function specRows(charts: readonly DrawnChart[], rounds: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, size, rows: table, draw } of charts) {
    const time = await measure(rounds, {
      draw: timed(draw),
      json: timed(() => JSON.stringify(table.objects())),
    });
    sayTimes({ [name]: time.draw, json: time.json });
    rows.push(
      stated(
        `specification, ${name}, ${size}`,
        "`JSON.stringify` of the rows",
        time.draw / time.json,
      ),
    );
  }
  return rows;
}

/** From runs to a specification and to a picture, against Altair, whose specification leaves the statistics to Vega. */
export async function altairRows(
  charts: readonly DrawnChart[],
  worker: PlotWorker,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, size, draw } of charts) {
    say(name);
    const time = await measure(PYTHON_ROUNDS, {
      draw: timed(draw),
      altair: worker.job("build", name),
      picture: timed(() => draw().toPNG()),
      altairPicture: worker.job("picture", name),
    });
    sayTimes(time);
    rows.push(
      faster(
        `runs to PNG, ${name}, ${size}`,
        "Altair's `save`",
        time.altairPicture / time.picture,
        1,
      ),
      stated(`specification, ${name}, ${size}`, "Altair's `to_dict()`", time.draw / time.altair),
    );
  }
  return rows;
}
