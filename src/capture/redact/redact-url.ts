import { isSecretName, REDACTED } from "./secret-name.js";

/** `https://user:password@host`; a password may hold any sign but a space, and the host follows its last `@`. */
const CREDENTIALS = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)([^\s/?#"'<>]*)@/gi;
const QUERY = /([?&;#])([\w.-]+)=([^&;#\s"'<>]*)/g;
const SIGNATURES = ["sig", "signature", "x-amz-signature", "x-goog-signature", "key", "code"];

/** An address without its credentials: `https://user:password@host/x` becomes `https://host/x`. */
export function redactUrl(url: string): string {
  return redactQuery(
    url.replace(CREDENTIALS, (_, scheme: string, user: string) => {
      const isName = /ssh|^git:/i.test(scheme) && !user.includes(":");
      return isName ? `${scheme}${user}@` : scheme;
    }),
  );
}

/** The credentials of every address in a text. */
export function redactUrls(text: string): string {
  if (!text.includes("://")) return text;
  return text.replace(/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>`]+/gi, (url) =>
    redactQuery(
      url.replace(CREDENTIALS, (whole, scheme: string, user: string) => {
        const isName = user !== "" && /ssh|^git:/i.test(scheme) && !user.includes(":");
        return isName || user === "" ? whole : `${scheme}${REDACTED}@`;
      }),
    ),
  );
}

function redactQuery(url: string): string {
  return url.replace(QUERY, (whole, mark: string, name: string, value: string) =>
    value !== "" && (isSecretName(name) || SIGNATURES.includes(name.toLowerCase()))
      ? `${mark}${name}=${REDACTED}`
      : whole,
  );
}
