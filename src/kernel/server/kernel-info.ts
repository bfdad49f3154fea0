import { packageVersion } from "../../util/version.js";
import { PROTOCOL_VERSION } from "../wire/message.js";

const HELP_LINKS = [
  { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
  { text: "Arquero", url: "https://idl.uw.edu/arquero/" },
  { text: "Vega-Lite", url: "https://vega.github.io/vega-lite/docs/" },
];

/** Content of the `kernel_info_reply`. */
export function kernelInfo(languageInfo: object): object {
  const version = packageVersion();
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "ceteris",
    implementation_version: version,
    banner: `ceteris ${version}: TypeScript on Node ${process.versions.node}`,
    help_links: HELP_LINKS,
    language_info: languageInfo,
  };
}
