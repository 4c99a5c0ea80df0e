import type { Diagnostic } from "../diagnostic.ts";
import { DEFAULT_NAMESPACE } from "../metadata.ts";
import { type Credential, Secret } from "../secret.ts";
import { diagnose, type Finding } from "./draft.ts";
import { type ManifestPath, valueAt } from "./manifest-path.ts";
import type { SourceObject } from "./source-object.ts";

const KEYS = ["username", "password"] as const;

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** `Secret/namespace/name` of a Secret manifest. */
export function secretAddress(source: SourceObject): string {
  const namespace = valueAt(source.value, ["metadata", "namespace"]) ?? DEFAULT_NAMESPACE;
  return `Secret/${String(namespace)}/${String(valueAt(source.value, ["metadata", "name"]))}`;
}

/**
 * The account that a Secret manifest holds: keys username and password in stringData (as they are) or in data (base64 of
 * UTF-8); stringData wins, as in Kubernetes. No diagnostic says anything of a value but what is wrong with its form.
 */
export function readSecret(source: SourceObject): { readonly credential?: Credential; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const subject = { source, address: secretAddress(source) };
  const [username, password] = KEYS.map((key) => {
    const { text, path, finding } = readKey(source, key);
    if (finding) diagnostics.push(diagnose(subject, path, finding));
    return text;
  });
  if (username === undefined || password === undefined) return { diagnostics };
  return { credential: { username, password: new Secret(password) }, diagnostics };
}

/** One key of a Secret manifest, read alike; no text where something is wrong with it. */
export function readSecretKey(source: SourceObject, key: string): { readonly text?: string; readonly diagnostics: readonly Diagnostic[] } {
  const { text, path, finding } = readKey(source, key);
  const diagnostics = finding ? [diagnose({ source, address: secretAddress(source) }, path, finding)] : [];
  return { ...(text === undefined ? {} : { text }), diagnostics };
}

interface Read {
  readonly text?: string;
  readonly path: ManifestPath;
  readonly finding?: Finding;
}

function readKey(source: SourceObject, key: string): Read {
  const plainPath: ManifestPath = ["stringData", key];
  const codedPath: ManifestPath = ["data", key];
  const plain = valueAt(source.value, plainPath) ?? undefined;
  const coded = valueAt(source.value, codedPath) ?? undefined;
  const path = plain !== undefined || coded === undefined ? plainPath : codedPath;
  const given = plain ?? coded;
  if (given === undefined) return { path: [], finding: missing(key) };
  if (typeof given !== "string") return { path, finding: wrong(`${key} must be a text`, "It is no text.", "Put it in quotes.") };
  const text = plain === undefined ? decode(given) : given;
  if (text === undefined) {
    return {
      path,
      finding: wrong(
        `${key} is not valid base64`,
        "Values under data are base64 of UTF-8.",
        "Write it as it is under stringData, or encode it.",
      ),
    };
  }
  if (text === "") return { path, finding: wrong(`${key} is empty`, "A secret that is empty protects nothing.", "Fill it in.") };
  return /[\r\n]$/.test(text) ? { text, path, finding: lineBreak(key) } : { text, path };
}

/** Go's decoder, which Kubernetes uses, reads past line breaks. */
function decode(coded: string): string | undefined {
  const compact = coded.replace(/[\r\n]/g, "");
  if (!BASE64.test(compact)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(compact, "base64"));
  } catch {
    return undefined;
  }
}

function wrong(summary: string, detail: string, hint: string): Finding {
  return { code: "MANIFEST_SECRET_INVALID", severity: "error", summary, detail, hint };
}

function missing(key: string): Finding {
  return wrong(
    `The Secret has no ${key}`,
    "It is named for the sake of this key.",
    `Add ${key} under stringData, or base64-encoded under data.`,
  );
}

function lineBreak(key: string): Finding {
  return {
    code: "MANIFEST_SECRET_LINE_BREAK",
    severity: "warning",
    summary: `${key} ends with a line break`,
    detail: "The line break counts as part of it. `echo` adds one before encoding.",
    hint: "Encode it with printf or echo -n.",
  };
}
