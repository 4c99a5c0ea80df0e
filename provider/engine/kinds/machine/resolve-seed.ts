import { createHash } from "node:crypto";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine, Manifests } from "../../../model/manifests.ts";
import type { SecretBytes } from "../../../model/secret.ts";
import type { Inventory } from "../../inventory.ts";
import { fold, sortedBy } from "../../text.ts";

/** The cloud-init data of a machine that is being made. */
export interface DesiredSeed {
  readonly device: "dvd" | "floppy" | "scsi" | "ide";
  readonly fileSystem: "vfat" | "iso9660";
  /** UNC path of the library's folder. */
  readonly folder: string;
  readonly userData: SecretBytes;
  /** Where the user-data comes from. */
  readonly source: { readonly dataSecretName?: string | undefined; readonly userDataFile?: string | undefined };
  /** Of user-data from a file beside the manifest, which is reviewed with it. Of a Secret none: whoever knows the plan could try passwords by its fingerprint. */
  readonly digest?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const DEFAULT_FOLDER = "ISOs\\cloud-init";

type CloudInit = NonNullable<Manifests["providers"][number]["value"]["spec"]["cloudInit"]>;

/** null: the manifest names no user-data. Undefined: it does, but something is wrong with it, which is reported. */
export function resolveSeed(
  loaded: LoadedMachine,
  manifests: Manifests,
  inventory: Inventory,
  report: (problem: Diagnostic) => void,
): DesiredSeed | null | undefined {
  const { userData, value, provider } = loaded;
  if (!userData) return null;
  const settings = manifests.providers.find(({ address }) => address === provider)?.value.spec.cloudInit ?? {};
  const folder = folderOf(settings, inventory);
  const problems = [...("problem" in userData ? [userData.problem] : []), ...("problem" in folder ? [folder.problem] : [])];
  for (const problem of problems) report(problem);
  if ("problem" in userData || "problem" in folder) return undefined;
  const device = settings.deviceType ?? "dvd";
  const { metadata, bootstrap } = value.spec;
  return {
    device,
    fileSystem: settings.fileSystem ?? "vfat",
    folder: folder.path,
    source: { dataSecretName: bootstrap?.dataSecretName, userDataFile: bootstrap?.userDataFile },
    userData: userData.content,
    ...(bootstrap?.userDataFile === undefined ? {} : { digest: createHash("sha256").update(userData.content.reveal()).digest("hex") }),
    metadata: metadata ?? {},
  };
}

/** A UNC path has to lie in a share that VMM knows; any other is below the first share by its path. */
function folderOf({ libraryShare }: CloudInit, { libraryShares }: Inventory): { readonly path: string } | { readonly problem: Diagnostic } {
  const [first] = sortedBy(libraryShares, ({ path }) => fold(path));
  if (!first) return { problem: noShare("VMM has no library share for cloud-init data", "Add a library share to VMM.") };
  const given = (libraryShare ?? DEFAULT_FOLDER).replace(/\\+$/, "");
  if (!given.startsWith("\\\\")) return { path: `${first.path}\\${given.replace(/^\\+/, "")}` };
  if (libraryShares.some(({ path }) => `${fold(given)}\\`.startsWith(`${fold(path)}\\`))) return { path: given };
  const known = libraryShares.map(({ path }) => path).join(", ");
  return {
    problem: noShare(`${given} is in no library share of VMM`, `Write a path in one of ${known} into spec.cloudInit.libraryShare.`),
  };
}

function noShare(summary: string, hint: string): Diagnostic {
  return { code: "PLAN_SEED_SHARE", severity: "error", path: "spec.bootstrap", summary, hint };
}
