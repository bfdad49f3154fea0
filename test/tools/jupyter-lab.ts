import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { jupyterEnvironment } from "./notebook.js";
import { PYTHON } from "./project.js";

/** A running JupyterLab on a free port of the loopback interface. */
export interface JupyterLab {
  /** Address of a notebook, given by its path below the served folder. */
  readonly url: (notebook: string) => string;
  readonly stop: () => Promise<void>;
}

const STARTS_WITHIN = 60_000;
const ENDS_WITHIN = 10_000;

/** Starts JupyterLab on a folder with the kernels of a data directory. It asks nothing of the network. */
export async function startJupyterLab(folder: string, dataFolder: string): Promise<JupyterLab> {
  const token = randomBytes(16).toString("hex");
  const settings = writeSettings(join(dataFolder, "lab-settings"));
  const environment = {
    ...jupyterEnvironment(dataFolder),
    JUPYTERLAB_SETTINGS_DIR: settings,
    JUPYTERLAB_WORKSPACES_DIR: join(dataFolder, "workspaces"),
  };
  const server = spawn(PYTHON, ["-m", "jupyterlab", ...serverFlags(folder, token)], {
    env: environment,
  });
  const log = collectOutput(server);
  const address = await serverAddress(join(dataFolder, "runtime"), server, log);
  return {
    url: (notebook) => `${address}lab/tree/${notebook}?token=${token}&reset`,
    stop: () => stop(server),
  };
}

function serverFlags(folder: string, token: string): string[] {
  const settings = {
    root_dir: folder,
    token,
    ip: "127.0.0.1",
    port: 0,
    open_browser: "False",
    allow_root: "True",
  };
  const server = Object.entries(settings).map(([name, value]) => `--ServerApp.${name}=${value}`);
  return [...server, "--LabApp.expose_app_in_browser=True"];
}

/** Without the news and update requests that JupyterLab makes by default, and with every cell in the page. */
const SETTINGS = {
  "apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
  "notebook-extension/tracker": { windowingMode: "none" },
};

function writeSettings(folder: string): string {
  for (const [plugin, settings] of Object.entries(SETTINGS)) {
    const file = join(folder, "@jupyterlab", `${plugin}.jupyterlab-settings`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(settings));
  }
  return folder;
}

function collectOutput(server: ChildProcess): () => string {
  let output = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  return () => output;
}

/** The server writes its address, with the port that it chose, into its runtime folder. */
async function serverAddress(
  runtime: string,
  server: ChildProcess,
  log: () => string,
): Promise<string> {
  const end = Date.now() + STARTS_WITHIN;
  while (Date.now() < end && server.exitCode === null) {
    const address = recordedAddress(runtime);
    if (address !== undefined && (await answers(address))) return address;
    await sleep(100);
  }
  await stop(server);
  throw new Error(`JupyterLab did not start:\n${log()}`);
}

function recordedAddress(runtime: string): string | undefined {
  try {
    const record = readdirSync(runtime).find((name) => /^jpserver-\d+\.json$/.test(name));
    if (record === undefined) return undefined;
    return (JSON.parse(readFileSync(join(runtime, record), "utf8")) as { url: string }).url;
  } catch {
    return undefined; // not there yet, or half written
  }
}

async function answers(address: string): Promise<boolean> {
  return fetch(new URL("api", address)).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** SIGTERM lets the server end its kernels. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const closed = new Promise<void>((resolve) => void server.once("close", () => resolve()));
  server.kill("SIGTERM");
  const ended = await Promise.race([closed.then(() => true), sleep(ENDS_WITHIN, false)]);
  if (!ended) server.kill("SIGKILL");
  await closed;
}
