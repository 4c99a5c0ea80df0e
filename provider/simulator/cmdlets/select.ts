import type { Parameters } from "../binding/parameters.ts";
import type { VmmObject } from "../objects/object.ts";
import { wildcard } from "../ordinal.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";

type Kept = VmmObject & { readonly ID: string; readonly Name: string };

/** Those whose name matches -Name, where it is given. VMM reads wildcards in it (scvmm-domain D21). */
export function named<T extends { readonly Name: string }>(objects: Iterable<T>, pattern: string | undefined): readonly T[] {
  if (pattern === undefined) return [...objects];
  const matches = wildcard(pattern);
  return [...objects].filter((object) => matches(object.Name));
}

/** All, or those that -ID and -Name leave. An unknown id gives nothing (scvmm-domain D11). */
export function chosen<T extends Kept>(table: ReadonlyMap<string, T>, parameters: Parameters): readonly T[] {
  const id = parameters.text("ID");
  if (id === undefined) return named(table.values(), parameters.text("Name"));
  const one = table.get(id);
  return named(one ? [one] : [], parameters.text("Name"));
}

/** A getter that filters by -All, -ID and -Name alone. */
export function getter(table: (world: World) => ReadonlyMap<string, Kept>, ...honours: readonly string[]): CmdletDefinition {
  return { honours: ["All", "ID", "Name", ...honours], run: (parameters, world) => ({ objects: chosen(table(world), parameters) }) };
}
