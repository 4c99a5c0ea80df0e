import { isVmmObject, printed, type Value, type VmmObject } from "../../../provider/simulator/objects/object.ts";
import { readProperties } from "../../../provider/simulator/objects/properties.ts";
import type { Vmm } from "../../../provider/simulator/vmm.ts";

/** All that a VMM holds, as plain data: each object with its properties, others in it by type, id and name. */
export function stateOf({ world }: Vmm): Readonly<Record<string, unknown>> {
  const now = world.now();
  // A call that does not bind comes to the one's VMM and not to the other's.
  world.jobs.settle(now);
  const tables = Object.values(world.store).filter((table): table is Map<string, VmmObject> => table instanceof Map);
  const objects = tables.flatMap((table) => [...table.values()]).filter(isVmmObject);
  const entries = objects.map((object) => {
    const properties = readProperties(object, now).map(([name, value]) => [name, plain(value)]);
    return [nameOf(object), Object.fromEntries(properties)];
  });
  return { now, files: world.files.count, macs: [...world.store.macs].sort(), ...Object.fromEntries(entries) };
}

const nameOf = (object: VmmObject): string => `${object.$type} ${"ID" in object ? object.ID : ""} ${printed(object)}`;

function plain(value: Value): unknown {
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (isVmmObject(value)) return nameOf(value);
  if (value instanceof Map) return Object.fromEntries([...(value as ReadonlyMap<string, Value>)].map(([key, item]) => [key, plain(item)]));
  return (value as readonly Value[]).map(plain);
}
