import { afterTenRuns, again, warm, writeCache } from "./loads.js";
import { addRuns, type MadeRoot } from "./make-root.js";
import { measure } from "./measure.js";
import { ROUNDS, sayTimes } from "./progress.js";
import { atMost, boundedAt, type Row, runsText, stated } from "./row.js";

/** What 10 new runs cost; adds runs to the root. */
export async function reloadRows(made: MadeRoot): Promise<Row[]> {
  const runs = made.paramsFiles.length;
  const time = await measure(ROUNDS, {
    warm: warm(made, () => writeCache(made)),
    afterTenRuns: afterTenRuns(made),
    again: again(made),
    againAfterTenRuns: again(made, () => addRuns(made, 10)),
  });
  sayTimes(time);
  const what = `after 10 new runs, ${runsText(runs)}, params only`;
  return boundedAt(runs, [
    atMost(`\`info()\` ${what}`, "the warm `info()`", time.afterTenRuns / time.warm, 1.3),
    stated(
      `\`info()\` again ${what}`,
      "`info()` again, nothing changed",
      time.againAfterTenRuns / time.again,
    ),
  ]);
}

/** Whether a warm load of a root grows as its runs do. */
export async function linearRow(large: MadeRoot, reference: MadeRoot): Promise<Row> {
  const time = await measure(ROUNDS, { large: warm(large), reference: warm(reference) });
  sayTimes(time);
  const [what, against] = [large, reference].map(
    ({ paramsFiles }) => `${runsText(paramsFiles.length)}, params only`,
  );
  return atMost(
    `warm \`info()\`, ${what}`,
    `the same, ${against}`,
    time.large / time.reference,
    12,
  );
}
