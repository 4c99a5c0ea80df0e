import { objectName } from "../../model/metadata.ts";
import { byText } from "../text.ts";

const MOST = 240;

/** A Kubernetes name as near to a VM's as may be: `Web 01.corp` becomes `web-01.corp`. */
export function slug(name: string): string {
  const labels = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .split(".")
    .map((label) => label.replaceAll(/^-+|-+$/g, ""))
    .filter(Boolean);
  const text = labels
    .join(".")
    .slice(0, MOST)
    .replace(/[-.]+$/, "");
  return objectName.safeParse(text).success ? text : "vm";
}

/** Names by id; where two would be one, the later by name and id gets a number. The same VMs give the same names. */
export function objectNames(
  vms: readonly { readonly id: string; readonly name: string }[],
  taken: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const names = new Map<string, string>();
  for (const { id, name } of [...vms].sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id))) {
    const base = slug(name);
    let free = base;
    for (let number = 2; used.has(free); number++) free = `${base}-${number}`;
    used.add(free);
    names.set(id, free);
  }
  return names;
}
