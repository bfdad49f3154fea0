import { readFileSync, writeFileSync } from "node:fs";
import { withLock } from "../../../dist/store/exclusive-lock.js";

const [lock, counter, times] = process.argv.slice(2);
for (let time = 0; time < Number(times); time += 1) {
  withLock(lock, () => writeFileSync(counter, String(Number(readFileSync(counter, "utf8")) + 1)));
}
