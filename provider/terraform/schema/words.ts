/** Spellings that the rule below would tear apart. */
const WHOLE: Readonly<Record<string, string>> = { QoS: "Qos" };

/** `staticIPAddressPools` becomes `static_ip_address_pools`, `storageQoSPolicy` `storage_qos_policy`. */
export function snakeCase(name: string): string {
  return Object.entries(WHOLE)
    .reduce((text, [spelling, whole]) => text.replaceAll(spelling, whole), name)
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

/** `eth2` before `eth10`; else as Terraform sorts the keys of a map. */
export function naturalOrder(a: string, b: string): number {
  const parts = (text: string): readonly string[] => text.match(/\d+|\D+/g) ?? [];
  const [one, other] = [parts(a), parts(b)];
  for (let at = 0; at < Math.min(one.length, other.length); at++) {
    const [x, y] = [one[at] as string, other[at] as string];
    const difference = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    if (difference !== 0) return difference;
    if (x !== y) return x < y ? -1 : 1;
  }
  return one.length - other.length;
}
