import { KINDS, type Kind } from "../../model/load/kinds.ts";
import { parsePath } from "../../model/load/manifest-path.ts";
import { fieldsOf } from "../../model/schema-tree.ts";
import { attributeName } from "./attribute-name.ts";
import { NAMESPACE } from "./names.ts";
import { RULES } from "./rules.ts";
import { snakeCase } from "./words.ts";

/** What people call in Terraform what the vocabulary calls by a kind. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  ScvmmProvider: "provider block",
  ScvmmNamePool: "pool of names",
  ScvmmName: "scvmm_name",
  ScvmmMachine: "scvmm_virtual_machine",
  ScvmmVirtualIP: "scvmm_virtual_ip",
  ScvmmPersistentDisk: "scvmm_persistent_disk",
  ScvmmCheckpoint: "scvmm_checkpoint",
};

/** Names of a kind's fields with a capital letter inside: these are no words of English. */
const wordsOf = (kind: Kind): readonly (readonly [string, string])[] =>
  fieldsOf(KINDS[kind])
    .filter(({ path }) => path.startsWith("spec.") && /[a-z][A-Z]\w*$/.test(path))
    .map(({ path }) => [path.split(".").at(-1) ?? "", attributeName(kind, path)] as const);

const MAPPED = Object.keys(RULES) as readonly Kind[];
const OWN_WORDS: ReadonlyMap<Kind, ReadonlyMap<string, string>> = new Map(MAPPED.map((kind) => [kind, new Map(wordsOf(kind))]));
const ALL_WORDS: ReadonlyMap<string, string> = new Map(MAPPED.toReversed().flatMap(wordsOf));

/** What a sentence is about; without it, a field's name is that of the first kind which has one. */
export interface About {
  readonly kind?: Kind | undefined;
  /** How a path is shown; by default without labels. */
  readonly show?: (path: string) => string;
}

const wordIn = (kind: Kind | undefined, word: string): string | undefined =>
  (kind && OWN_WORDS.get(kind)?.get(word)) ?? ALL_WORDS.get(word);

const PATH = /(?<![.\w])spec((?:\.[A-Za-z]\w*|\[[^\]]*\])+)/g;
const ADDRESS = new RegExp(`\\b(Scvmm\\w+)/${NAMESPACE}/([-.a-z0-9]*[a-z0-9])`, "g");

/**
 * Phrases that name what there is not in Terraform, or show it in YAML, as they are there.
 */
const PHRASES: readonly (readonly [string, string])[] = [
  ["the manifest's folder", "the folder that Terraform runs in"],
  ["disks: [{size: 40Gi}]", 'disks = { boot = { size = "40Gi" } }'],
  ["machine, vmName, vmId", "virtual_machine_id, virtual_machine_name"],
  ["Give machine, the name of its ScvmmMachine; vmName or vmId for a VM without a manifest here.", "Give virtual_machine_id."],
];

/**
 * A sentence of the vocabulary in Terraform's spelling: names of fields, kinds and addresses. YAML's `field: value` becomes `field = "value"`.
 */
export function inTerraform(text: string, { kind, show = (path) => plainPath(path, kind) }: About = {}): string {
  return PHRASES.reduce((said, [phrase, other]) => said.replaceAll(phrase, other), text)
    .replaceAll(ADDRESS, (whole, one: string, key: string) => (KIND_WORDS[one] ? `${KIND_WORDS[one]} "${key}"` : whole))
    .replaceAll(PATH, (path) => show(path))
    .replaceAll(/(?<![.\w])metadata\.name\b/g, "key")
    .replaceAll(/(?<![.\w])[a-z]+[A-Z]\w*/g, (word) => wordIn(kind, word) ?? word)
    .replaceAll(/\bScvmm[A-Z]\w*?(s?)\b/g, (whole) => kindWord(whole))
    .replaceAll(
      /\b([a-z]+(?:_[a-z]+)+): ("[^"]*"|\d+|true|false|[A-Z][A-Za-z0-9]*)(?=[.,;)\]}\s]|$)/g,
      (whole, name: string, value: string) => assigned(whole, name, value),
    )
    .replaceAll(/(?<![$\w])([Mm])anifest(s?)\b/g, (_, letter: string, many: string) => `${letter === "M" ? "C" : "c"}onfiguration${many}`);
}

function kindWord(whole: string): string {
  const many = !KIND_WORDS[whole] && whole.endsWith("s");
  const word = KIND_WORDS[many ? whole.slice(0, -1) : whole];
  return word === undefined ? whole : `${word}${many ? "s" : ""}`;
}

const NAMES: ReadonlySet<string> = new Set(ALL_WORDS.values());

/** `name: value` of YAML, where the name is an attribute's. */
function assigned(whole: string, name: string, value: string): string {
  if (!NAMES.has(name)) return whole;
  return /^("|\d+$|true$|false$)/.test(value) ? `${name} = ${value}` : `${name} = "${value}"`;
}

/** `spec.disks[1].storageQoSPolicy` as `disks.storage_qos_policy`. */
function plainPath(path: string, kind?: Kind): string {
  return parsePath(path)
    .slice(1)
    .filter((step): step is string => typeof step === "string")
    .map((step) => wordIn(kind, step) ?? snakeCase(step))
    .join(".");
}
