import { SecretBytes } from "../secret.ts";
import { type UserData, wrongUserData } from "../user-data.ts";
import { type Draft, diagnose, type Finding } from "./draft.ts";
import { type ManifestPath, valueAt } from "./manifest-path.ts";
import { secretAddress } from "./read-secret.ts";
import type { SourceObject } from "./source-object.ts";

/** Cluster API's key first. */
const KEYS = ["value", "userData"] as const;
const FIELD: ManifestPath = ["spec", "bootstrap", "dataSecretName"];

/** The user-data of every machine that names a Secret; files are read elsewhere. */
export function findUserData(machines: readonly Draft[], secrets: readonly SourceObject[]): ReadonlyMap<Draft, UserData> {
  const byAddress = new Map(secrets.filter((secret) => secret.sound).map((secret) => [secretAddress(secret), secret]));
  const found = new Map<Draft, UserData>();
  for (const machine of machines) {
    const name = valueAt(machine.source.value, FIELD);
    if (typeof name !== "string" || name === "") continue;
    const secret = byAddress.get(`Secret/${machine.namespace}/${name}`);
    found.set(machine, secret ? readFrom(secret, machine) : { problem: diagnose(machine, FIELD, missing(name, machine.namespace)) });
  }
  return found;
}

function readFrom(secret: SourceObject, machine: Draft): UserData {
  const content = contentOf(secret);
  const wrong = content === undefined ? noKey : content === null ? notBase64 : (formatProblem(secret) ?? wrongUserData(content));
  if (wrong || !content) return { problem: diagnose(machine, FIELD, wrong ?? noKey) };
  return { content: new SecretBytes(content) };
}

/** stringData wins, as in Kubernetes; null for what is no base64, undefined where there is nothing. */
function contentOf(secret: SourceObject): Uint8Array | null | undefined {
  for (const key of KEYS) {
    const plain = valueAt(secret.value, ["stringData", key]);
    if (typeof plain === "string") return Buffer.from(plain, "utf8");
    const coded = valueAt(secret.value, ["data", key]);
    if (typeof coded === "string") return decode(coded.replaceAll(/[\r\n]/g, ""));
  }
  return undefined;
}

function decode(coded: string): Uint8Array | null {
  const bytes = Buffer.from(coded, "base64");
  return bytes.toString("base64") === coded ? bytes : null;
}

/** Cluster API says there what reads the data, where it is not cloud-init. */
function formatProblem(secret: SourceObject): Finding | undefined {
  const plain = valueAt(secret.value, ["stringData", "format"]);
  const coded = valueAt(secret.value, ["data", "format"]);
  const format = typeof plain === "string" ? plain : typeof coded === "string" ? Buffer.from(coded, "base64").toString() : "cloud-config";
  if (format.trim() === "cloud-config") return undefined;
  return invalid("the Secret's key format says that its data is not for cloud-init", "Have the data made in the format cloud-config.");
}

const invalid = (summary: string, hint: string): Finding => ({ code: "MANIFEST_USER_DATA_INVALID", severity: "error", summary, hint });
const noKey = invalid(
  `the Secret has neither ${KEYS.join(" nor ")}`,
  "Put the user-data under stringData.value, or encoded under data.value.",
);
const notBase64 = invalid("the Secret's user-data is not valid base64", "Write it as it is under stringData, or encode it.");

function missing(name: string, namespace: string): Finding {
  return {
    code: "MANIFEST_USER_DATA_MISSING",
    severity: "error",
    summary: `the Secret "${name}" of namespace "${namespace}" is not among the manifests`,
    detail: "It holds the cloud-init data of a machine that is to be made. A saved plan keeps no Secrets.",
    hint: "Give its manifest as well, or name a file in spec.bootstrap.userDataFile.",
  };
}
