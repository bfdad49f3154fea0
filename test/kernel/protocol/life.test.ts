import { once } from "node:events";
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { hasPrinted, resultOf } from "../../tools/kernel-exchange.js";
import {
  type KernelFolders,
  kernelFolders,
  newConnection,
  ownKernel,
  type RunningKernel,
  startKernel,
} from "../../tools/kernel-process.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

const CONNECTION_FILE = "connection.json";

/** All that lies in the folders that a kernel may write to. */
function leftIn({ own, work }: KernelFolders): string[] {
  return [own, work].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }),
  );
}

async function ended(kernel: RunningKernel): Promise<unknown[]> {
  const { exitCode, signalCode } = kernel.process;
  if (exitCode !== null || signalCode !== null) return [exitCode, signalCode];
  return once(kernel.process, "exit");
}

const WAITS = `import { execSync } from "node:child_process";
console.log("in");
execSync("sleep 5");`;

test.each([
  ["while it is idle", "1 + 1", [0, null]],
  ["while a cell is stuck", 'console.log("in"); for (;;);', [0, null]],
  // Nothing ends a wait for another program: the kernel kills itself.
  ["while a cell waits", WAITS, [null, "SIGKILL"]],
])("a shutdown %s leaves no process and no file", { timeout: 60_000 }, async (_when, code, end) => {
  const folders = kernelFolders(temporaryFolder());
  const kernel = await startKernel(ownKernel(), folders);
  try {
    const cell = kernel.run(code);
    await (code.includes("in") ? hasPrinted(cell) : cell.ended);
    const { ended: reply } = kernel.request("shutdown_request", { restart: false }, "control");
    expect(await reply).toEqual({ status: "ok", restart: false });
    expect(await ended(kernel)).toEqual(end);
    expect(leftIn(folders)).toEqual([CONNECTION_FILE]);
  } finally {
    await kernel.stop();
  }
});

test(
  "a kernel that was killed can be started again on the same ports",
  { timeout: 60_000 },
  async () => {
    const folders = kernelFolders(temporaryFolder());
    const killed = await startKernel(ownKernel(), folders);
    await hasPrinted(killed.run('let lost = 1; console.log("in"); for (;;);'));
    killed.process.kill("SIGKILL");
    expect(await ended(killed)).toEqual([null, "SIGKILL"]);
    await killed.stop();
    expect(leftIn(folders)).toEqual([CONNECTION_FILE]);
    const again = await startKernel(ownKernel(), folders, killed.connection);
    try {
      const cell = again.run("const lost = 2; lost");
      expect(await cell.ended).toMatchObject({ status: "ok", execution_count: 1 });
      expect(resultOf(cell)).toBe("2");
    } finally {
      await again.stop();
    }
  },
);

test("a kernel without its connection file says so and ends", async () => {
  const folders = kernelFolders(temporaryFolder());
  await expect(startKernel(ownKernel(), folders, await newConnection())).rejects.toThrow(
    /ended with 1 .*connection file .*connection\.json cannot be read/s,
  );
});
