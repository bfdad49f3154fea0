import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  channelAddress,
  type Connection,
  parseConnection,
  readConnection,
  writeConnection,
} from "../../../src/kernel/wire/connection-file.js";
import { temporaryFolder } from "../../tools/temporary-folder.js";

const CONNECTION: Connection = {
  transport: "tcp",
  ip: "127.0.0.1",
  shell_port: 57503,
  iopub_port: 40885,
  stdin_port: 52597,
  control_port: 50160,
  hb_port: 42540,
  signature_scheme: "hmac-sha256",
  key: "a0436f6c-1916-498b-8eb9-e81ab9368e84",
};

/** As jupyter_client writes it, with what it adds. */
const TEXT = JSON.stringify({ ...CONNECTION, kernel_name: "ceteris", jupyter_session: "" });

test("a connection that was written is read back, and only its owner can read the key", () => {
  const path = join(temporaryFolder(), "connection.json");
  writeConnection(path, CONNECTION);
  expect(readConnection(path)).toEqual(CONNECTION);
  expect(statSync(path).mode & 0o777).toBe(process.platform === "win32" ? 0o666 : 0o600);
});

test("a connection file that is there is not overwritten", () => {
  const path = join(temporaryFolder(), "connection.json");
  writeFileSync(path, "another's");
  expect(() => writeConnection(path, CONNECTION)).toThrow(
    expect.objectContaining({ code: "KERNEL", message: expect.stringContaining("EEXIST") }),
  );
  expect(readFileSync(path, "utf8")).toBe("another's");
});

test("what Jupyter writes is read, without what it adds", () => {
  expect(parseConnection(TEXT, "connection.json")).toEqual(CONNECTION);
});

test("sockets have addresses of ZeroMQ, also those of a local file", () => {
  expect(channelAddress(CONNECTION, "hb")).toBe("tcp://127.0.0.1:42540");
  const local: Connection = { ...CONNECTION, transport: "ipc", ip: "/run/kernel", shell_port: 1 };
  expect(channelAddress(local, "shell")).toBe("ipc:///run/kernel-1");
});

test.each([
  ["", "is not a JSON object"],
  ["[]", "is not a JSON object"],
  [JSON.stringify({ ...CONNECTION, ip: undefined }), "has no ip"],
  [JSON.stringify({ ...CONNECTION, transport: "udp" }), 'the transport "udp"'],
  [JSON.stringify({ ...CONNECTION, signature_scheme: "hmac-md5" }), '"hmac-md5", not hmac-sha256'],
  [JSON.stringify({ ...CONNECTION, key: 1 }), "a key that is not a string"],
  [
    JSON.stringify({ ...CONNECTION, shell_port: 0, hb_port: "5555" }),
    "no port from 1 to 65535 as shell_port and hb_port",
  ],
])("the connection file %j is an error with its path and the reason", (text, reason) => {
  const path = join(temporaryFolder(), "connection.json");
  writeFileSync(path, text);
  const said = expect.stringMatching(
    new RegExp(`^The connection file .*connection\\.json .*${reason}`),
  );
  expect(() => readConnection(path)).toThrow(
    expect.objectContaining({ code: "KERNEL", message: said }),
  );
});

test("a connection file that is missing is an error with its path", () => {
  const path = join(temporaryFolder(), "none.json");
  expect(() => readConnection(path)).toThrow(/none\.json cannot be read \(ENOENT\)/);
});
