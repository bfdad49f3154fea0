import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { queryObjects } from "node:v8";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocatedKernel } from "../../../src/kernel/spec/find-kernel.js";
import { Exchange } from "../../../src/kernel/client/exchange.js";
import type { KernelClient } from "../../../src/kernel/client/kernel-client.js";
import { KernelEndedError } from "../../../src/kernel/client/kernel-ended-error.js";
import { startKernel } from "../../../src/kernel/client/start-kernel.js";
import type { Message } from "../../../src/kernel/wire/message.js";
import { built } from "../../tools/built.js";
import { PYTHON } from "../../tools/project.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

/** A kernel of Python, or another program in its place. */
function kernel(...argv: readonly string[]): LocatedKernel {
  const spec = {
    argv,
    env: {},
    displayName: "Test",
    language: "python",
    interruptMode: "signal",
    metadata: {},
  } as const;
  return { name: "test", directory: "/nowhere/share/jupyter/kernels/test", spec };
}

const IPYKERNEL = kernel(PYTHON, "-m", "ipykernel_launcher", "-f", "{connection_file}");

/** A process that has ended may be listed as a zombie, where nobody asks for its exit code. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
}

describe("a kernel that was started", { timeout: 60_000 }, () => {
  let client: KernelClient;
  beforeAll(async () => {
    ({ client } = await startKernel(IPYKERNEL));
  }, 60_000);
  afterAll(() => client.shutdown());

  /** All that a cell prints, and the status of its reply. */
  async function run(code: string): Promise<[printed: string, status: unknown]> {
    let printed = "";
    const listener = ({ header, content }: Message): void => {
      if (header.msg_type === "stream") printed += String(content["text"]);
    };
    const { content } = await client.execute(code, { listener });
    return [printed, content["status"]];
  }

  it("hands over all that a cell publishes, in order, before the cell ends", async () => {
    const [printed, status] = await run("for i in range(20000): print(i)");
    expect(status).toBe("ok");
    expect(printed).toBe(Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(""));
  });

  it("answers other requests", async () => {
    const reply = await client.request("complete_request", { code: "impor", cursor_pos: 5 });
    expect(reply["matches"]).toContain("import");
    const kept = queryObjects(Exchange);
    for (let turn = 0; turn < 5; turn += 1) await client.request("kernel_info_request");
    expect(queryObjects(Exchange), "requests that are answered are forgotten").toBe(kept);
  });

  it("keeps its key from others", async () => {
    const code = `import os, ipykernel
file = ipykernel.get_connection_file()
print(oct(os.stat(file).st_mode & 0o777), oct(os.stat(os.path.dirname(file)).st_mode & 0o777), end="")`;
    expect(await run(code)).toEqual(["0o600 0o700", "ok"]);
  });

  it("is interrupted, and goes on with its variables", async () => {
    let begins: (message: Message) => void = () => {};
    const begun = new Promise<Message>((resolve) => {
      begins = ({ header, ...rest }) =>
        header.msg_type === "stream" && resolve({ header, ...rest });
    });
    const code = "kept = 7\nprint('begun', flush=True)\nwhile True: pass";
    const running = client.execute(code, { listener: begins });
    await begun;
    await client.interrupt();
    const { content } = await running;
    expect(content).toMatchObject({ status: "error", ename: "KeyboardInterrupt" });
    expect(await run("print(kept, end='')")).toEqual(["7", "ok"]);
  });

  it("tells that it ended, to all who wait; it is the last test of this kernel", async () => {
    const dying = client.execute("import os\nos._exit(3)");
    const queued = client.request("kernel_info_request");
    for (const waiting of [dying, queued]) {
      const error: unknown = await waiting.catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(KernelEndedError);
      expect(String(error)).toContain("The kernel test ended (exit code 3): ");
    }
  });
});

it("leaves nothing behind: no process, no child, no file", { timeout: 60_000 }, async () => {
  const { client } = await startKernel(IPYKERNEL, { cwd: temporaryFolder() });
  let told = "";
  const listener = ({ header, content }: Message): void => {
    if (header.msg_type === "stream") told += String(content["text"]);
  };
  const code = `import ipykernel, json, subprocess
child = subprocess.Popen(["sleep", "1000"])
print(json.dumps([ipykernel.get_connection_file(), child.pid]))`;
  await client.execute(code, { listener });
  const [file, child] = JSON.parse(told) as [string, number];
  expect([existsSync(file), isAlive(client.pid!), isAlive(child)]).toEqual([true, true, true]);
  await client.shutdown();
  expect(existsSync(dirname(file))).toBe(false);
  expect(isAlive(client.pid!)).toBe(false);
  await expect.poll(() => isAlive(child)).toBe(false);
});

it("is asked again where it loses a request while it starts", { timeout: 60_000 }, async () => {
  built();
  const program = join(import.meta.dirname, "programs/losing-kernel.mjs");
  const losing = kernel(process.execPath, program, "{connection_file}");
  const { client, info } = await startKernel(losing);
  expect(info).toMatchObject({ status: "ok" });
  await client.kill();
});

describe("a kernel that does not start", () => {
  it("is told with the end of what it said", async () => {
    const broken = kernel(
      process.execPath,
      "-e",
      "console.error('a\\n\\x1b[31mno such module'); process.exit(2)",
    );
    await expect(startKernel(broken)).rejects.toThrow(
      /^The kernel test ended \(exit code 2\): mend what it said last:\n {2}a\n {2}no such module$/,
    );
  });

  it("is told where its program is missing", async () => {
    const missing = kernel(join(temporaryFolder(), "none"));
    await expect(startKernel(missing)).rejects.toThrow(
      "The kernel test ended (it cannot be started, ENOENT): it said nothing; start it again.",
    );
  });

  it("is ended where it does not answer in time, or nobody waits any more", async () => {
    const silent = kernel(process.execPath, "-e", "setInterval(() => {}, 1000)");
    await expect(startKernel(silent, { timeout: 1 })).rejects.toThrow(
      "The kernel test did not answer within 1 second: it said nothing; is it installed whole?",
    );
    const controller = new AbortController();
    const starting = startKernel(silent, { signal: controller.signal });
    controller.abort(new Error("enough"));
    await expect(starting).rejects.toThrow("enough");
  });
});
