import * as z from "zod";

/** What a simulated VMM holds at its start, as a JSON file. Things refer to each other by name, host groups by path. */
const quota = z.strictObject({
  cpuCount: z.int().positive().optional(),
  memoryMb: z.int().positive().optional(),
  storageGb: z.int().positive().optional(),
  vmCount: z.int().positive().optional(),
  points: z.int().positive().optional().describe("Custom quota points."),
});

const adapter = z.strictObject({
  vmNetwork: z.string().optional(),
  /** Name of the pool that has granted the addresses. Absent: dynamic addresses, as the guest got them. */
  pool: z.string().optional(),
  /** With `pool`: `next` takes its next free one. */
  addresses: z.array(z.string()).default([]),
});

const disk = z.strictObject({
  busType: z.enum(["IDE", "SCSI"]),
  bus: z.int().min(0).max(3).default(0),
  lun: z.int().min(0).max(63).default(0),
  sizeGb: z.number().positive(),
  dynamic: z.boolean().default(true),
  format: z.enum(["VHD", "VHDX"]).default("VHDX"),
  volumeType: z.string().default("None"),
});

const ip = z.union([z.ipv4(), z.ipv6()]);

const estate = z.strictObject({
  server: z.strictObject({
    name: z.string(),
    version: z.string(),
    role: z
      .strictObject({
        name: z.string(),
        profile: z.enum(["Administrator", "DelegatedAdmin", "TenantAdmin", "SelfServiceUser", "ReadOnlyAdmin"]),
        permissions: z.array(z.string()).optional().describe("What its users may do; absent: the profile says it."),
      })
      .optional()
      .describe("Of the user that is connected; absent: the Administrator role."),
  }),
  hostGroups: z.array(z.string()).describe("Paths, parents before children; the first is the root."),
  hosts: z.array(
    z.strictObject({
      name: z.string().describe("Fully qualified."),
      hostGroup: z.string(),
      memoryGb: z.number().positive(),
      cpus: z.int().positive(),
      path: z.string().default("D:\\VMs"),
      maintenance: z.boolean().default(false),
      logicalNetworks: z.array(z.string()).optional().describe("Those that its switch is on; absent: all."),
      diskGb: z.number().positive().default(100_000),
      storageClassification: z.string().default("Local Storage"),
    }),
  ),
  clusters: z
    .array(z.strictObject({ name: z.string().describe("Fully qualified."), nodes: z.array(z.string()).min(1).describe("Names of hosts.") }))
    .default([]),
  clouds: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string().default(""),
      hostGroups: z.array(z.string()),
      quota: quota.default({}),
      portClassifications: z.array(z.string()).default([]).describe("That its users may choose."),
      userQuota: quota.default({}).describe("Of the role of the user that is connected."),
    }),
  ),
  vmNetworks: z.array(
    z.strictObject({
      name: z.string(),
      logicalNetwork: z.string(),
      isolation: z.enum(["NoIsolation", "WindowsNetworkVirtualization", "External", "VLANNetwork"]).default("VLANNetwork"),
      subnets: z.array(z.strictObject({ name: z.string(), cidr: z.string(), vlan: z.int().min(0).max(4094).default(0) })),
    }),
  ),
  pools: z.array(
    z.strictObject({
      name: z.string(),
      vmNetwork: z.string(),
      cidr: z.string(),
      start: ip,
      end: ip,
      vips: z.string().default(""),
      reserved: z.string().default(""),
      gateway: ip,
      dnsServers: z.array(z.string()).default([]),
      dnsSuffix: z.string().default(""),
    }),
  ),
  macPools: z
    .array(z.strictObject({ name: z.string(), start: z.string(), end: z.string() }))
    .default([{ name: "Default MAC address pool", start: "00-1D-D8-B7-1C-00", end: "00-1D-D8-F4-1F-FF" }]),
  portClassifications: z.array(z.string()).default(["SR-IOV", "High bandwidth", "Medium bandwidth", "Low bandwidth"]),
  operatingSystems: z.array(z.strictObject({ name: z.string(), osType: z.enum(["Windows", "Linux", "Other"]) })),
  hardwareProfiles: z.array(
    z.strictObject({
      name: z.string(),
      cpuCount: z.int().positive(),
      memoryMb: z.int().positive(),
      generation: z.literal([1, 2]).default(2),
    }),
  ),
  templates: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string().default(""),
      generation: z.literal([1, 2]),
      cpuCount: z.int().positive(),
      memoryMb: z.int().positive(),
      operatingSystem: z.string(),
      disks: z.array(disk),
      dvdDrives: z.array(z.strictObject({ bus: z.int().min(0).max(3), lun: z.int().min(0).max(63) })).default([]),
      adapters: z.array(adapter).default([]),
    }),
  ),
  libraryShares: z.array(z.strictObject({ name: z.string(), description: z.string().default("") })).default([]),
  isos: z
    .array(
      z.strictObject({
        file: z.string().describe("With its extension."),
        share: z.string(),
        folder: z.string().default("ISOs").describe("Below the share; empty is its root."),
        sizeMb: z.int().positive().default(1024),
        appearsAfterMinutes: z.number().min(0).default(0).describe("Until the library's refresh finds it."),
      }),
    )
    .default([]),
  virtualHardDisks: z
    .array(
      z.strictObject({
        file: z.string().describe("With its extension."),
        share: z.string(),
        folder: z.string().default("VHDs"),
        sizeGb: z.number().positive(),
        dynamic: z.boolean().default(true),
      }),
    )
    .default([]),
  storageClassifications: z.array(z.string()).default([]),
  storageFabricClassifications: z.array(z.string()).default([]),
  virtualSans: z.array(z.string()).default([]).describe("Every host has one of each name."),
  storageQosPolicies: z.array(z.string()).default([]),
  customProperties: z.array(
    z.strictObject({ name: z.string(), description: z.string().default(""), members: z.array(z.string()).default(["VM"]) }),
  ),
  vms: z.array(
    z.strictObject({
      name: z.string(),
      description: z.string().default(""),
      host: z.string(),
      cloud: z.string().optional(),
      status: z.string().default("Running"),
      generation: z.literal([1, 2]).default(2),
      cpuCount: z.int().positive(),
      memoryMb: z.int().positive(),
      operatingSystem: z.string(),
      owner: z.string().optional(),
      tag: z.string().default("(none)"),
      highlyAvailable: z.boolean().default(false),
      availabilitySets: z.array(z.string()).default([]),
      customProperties: z.record(z.string(), z.string()).default({}),
      disks: z.array(disk).default([]),
      adapters: z.array(adapter).default([]),
    }),
  ),
  grants: z.array(
    z.strictObject({
      pool: z.string(),
      type: z.string().default("VIP"),
      address: ip.optional(),
      description: z.string().default(""),
    }),
  ),
});

export type Estate = z.output<typeof estate>;
/** As a file may spell it: what has a default may be left out. */
export type EstateFile = z.input<typeof estate>;

/** An estate that cannot be used; `place` is a path into the file, e.g. `vms[3].host`. */
export class EstateError extends Error {
  readonly place: string;
  constructor(place: string, message: string) {
    super(place === "" ? message : `${place}: ${message}`);
    this.name = "EstateError";
    this.place = place;
  }
}

/** Checks an estate read from a file. Throws `EstateError`. */
export function parseEstate(file: unknown): Estate {
  const result = estate.safeParse(file);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = (issue?.path ?? []).map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  throw new EstateError(place.replace(/^\./, ""), issue?.message ?? "not an estate");
}
