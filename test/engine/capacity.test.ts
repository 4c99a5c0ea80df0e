import { describe, expect, it } from "vitest";
import { freeAddresses } from "../../provider/engine/free-addresses.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { machine, virtualIp } from "./support/manifests.ts";
import { planOn, simulated } from "./support/simulated.ts";

const SETS = { end: "10.20.40.21", vips: "10.20.40.18-10.20.40.20", reserved: "10.20.40.12-10.20.40.14" };
/** The pool Tiny static of twelve addresses, in three parts. */
function parted() {
  const estate = defaultEstate(1);
  const pools = estate.pools.map((pool) => (pool.name === "Tiny static" ? { ...pool, ...SETS } : pool));
  return simulated({ estate: { ...estate, pools } });
}
const adapters = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    machine(`m-${index}`, {
      vmName: `m-${index}`,
      vmTemplate: "Ubuntu 22.04 LTS",
      cloud: "Production",
      networking: { devices: [{ vmNetwork: "Management", staticIPAddressPools: ["Tiny static"] }] },
    }),
  );
const vips = (count: number) => Array.from({ length: count }, (_, index) => virtualIp(`v-${index}`, { pool: "Tiny static" }));

describe("a pool with a set for virtual IPs and a reserved one", () => {
  it("is full for the one while it has room for the other", async () => {
    const { port } = parted();
    const { pools } = await port.readInventory();
    const pool = pools.find(({ name }) => name === "Tiny static");
    if (!pool) throw new Error("no pool");
    expect([freeAddresses(pool, [], "adapters"), freeAddresses(pool, [], "virtual IPs")]).toEqual([6, 3]);
    const codes = async (some: object) => (await planOn(port, some)).diagnostics.map(({ code, summary }) => [code, summary]);
    expect(await codes({ machines: adapters(6), virtualIps: vips(3) })).toEqual([]);
    expect(await codes({ machines: adapters(7) })).toEqual([
      ["PLAN_ADDRESSES_EXHAUSTED", 'pool "Tiny static" has 6 free addresses for adapters, the plan needs 7'],
    ]);
    expect(await codes({ virtualIps: vips(4) })).toEqual([
      ["PLAN_ADDRESSES_EXHAUSTED", 'pool "Tiny static" has 3 free addresses for virtual IPs, the plan needs 4'],
    ]);
  });
});
