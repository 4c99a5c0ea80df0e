import * as z from "zod";
import { field } from "../field.ts";
import { API_VERSION, description, metadata, providerRef } from "../metadata.ts";

export const virtualIpSpec = z.strictObject({
  providerRef: field(providerRef, { doc: "The ScvmmProvider that owns the pool." }),
  pool: field(z.string().min(1), { doc: "Name of the VMM static IP address pool.", policy: "replace" }),
  address: field(z.union([z.ipv4(), z.ipv6()], { error: "expected an IP address such as 10.0.0.5" }).optional(), {
    doc: "The address wanted; by default the pool's next free one.",
    policy: "replace",
  }),
  deletionProtection: field(z.boolean().optional(), {
    doc: "Refuse every plan that would return or replace the address, also when this manifest is gone; false lifts it.",
    policy: "in-place",
  }),
  description: field(description.max(200).optional(), { doc: "Text kept with the grant in VMM.", policy: "in-place" }),
});

export const scvmmVirtualIp = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmVirtualIP"),
  metadata,
  spec: virtualIpSpec,
  status: field(z.unknown().optional(), { doc: "Written by controllers; ignored.", computed: true }),
});

export type ScvmmVirtualIp = z.output<typeof scvmmVirtualIp>;
