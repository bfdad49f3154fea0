const WIDTH = 30;

/** Tells on stderr how far the trials are: a bar on a terminal, else a line at every tenth part. */
export interface Progress {
  /** One more is done. */
  advance(label: string): void;
}

export function createProgress(
  total: number,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  const started = performance.now();
  const width = String(total).length;
  let done = 0;
  return {
    advance(label) {
      done += 1;
      const count = `${String(done).padStart(width)}/${total}`;
      const seconds = `${((performance.now() - started) / 1000).toFixed(1)} s`;
      if (stream.isTTY)
        stream.write(
          `\r${bar(done / total)} ${count}  ${seconds}  ${label}\u001B[K${done === total ? "\n" : ""}`,
        );
      else if (isTenth(done, total)) stream.write(`  ${count} trials, ${seconds}\n`);
    },
  };
}

function bar(share: number): string {
  return "█".repeat(Math.floor(share * WIDTH)).padEnd(WIDTH, "░");
}

function isTenth(done: number, total: number): boolean {
  return Math.floor((done * 10) / total) > Math.floor(((done - 1) * 10) / total);
}
