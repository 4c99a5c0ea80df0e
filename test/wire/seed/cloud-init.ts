import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLOUD_INIT_PYTHON } from "../../parts.ts";
import { type Contents, run, within } from "./readers.ts";

/** What cloud-init's own data source understands of a seed's files. */
export interface Understood {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly instanceId: string;
  readonly hostname: string;
  readonly fqdn: string;
  readonly userData: string;
  /** Content types of the parts of user-data. */
  readonly parts: readonly string[];
  readonly config?: Readonly<Record<string, unknown>>;
  readonly problems?: string | null;
  readonly interfaces?: readonly Interface[];
  /** Renderer → path → text: what each would write in a guest. */
  readonly rendered?: Readonly<Record<"eni" | "netplan" | "networkd" | "sysconfig", Readonly<Record<string, string>>>>;
}

interface Interface {
  readonly name: string;
  readonly mac_address: string | null;
  readonly subnets: readonly { readonly type: string; readonly address?: string; readonly prefix?: number }[];
}

export function understand(files: Contents): Understood {
  return within((folder) => {
    mkdirSync(join(folder, "seed"));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, "seed", name), Buffer.from(content, "base64"));
    return JSON.parse(run(CLOUD_INIT_PYTHON, join(import.meta.dirname, "read-seed.py"), join(folder, "seed")).toString()) as Understood;
  });
}
