import { arch, cpus, hostname, release, totalmem, type as systemType } from "node:os";
import type { Machine } from "../store/recorded-facts.js";
import { readSmallText } from "../util/read-small-file.js";
import { userName } from "../util/user-name.js";

/** The computer of this process. */
export function captureMachine(env: NodeJS.ProcessEnv = process.env): Machine {
  const processors = cpus();
  return {
    os: systemName(),
    arch: arch(),
    cpu: processors[0]?.model.trim() || "unknown",
    cores: processors.length,
    memory: totalmem(),
    hostname: hostname(),
    user: userName(env),
  };
}

/** `Debian GNU/Linux 12 (bookworm)`, `macOS 15.1`, else the kernel's name and release. */
function systemName(): string {
  const linux = /^PRETTY_NAME="?([^"\n]+)/m.exec(textOf("/etc/os-release"))?.[1];
  const mac = /<key>ProductVersion<\/key>\s*<string>([^<]+)/.exec(
    process.platform === "darwin" ? textOf("/System/Library/CoreServices/SystemVersion.plist") : "",
  )?.[1];
  if (mac !== undefined) return `macOS ${mac}`;
  return linux ?? `${systemType()} ${release()}`;
}

const textOf = (path: string): string => readSmallText(path) ?? "";
