import { TerraformStack, Testing } from "cdktf";
import { describe, expect, it } from "vitest";
import {
  ScvmmCheckpoint,
  ScvmmKubernetesControlPlane,
  ScvmmMachineFarm,
  ScvmmNamePool,
  ScvmmPersistentDisk,
  ScvmmProvider,
  ScvmmVirtualIp,
  ScvmmVirtualMachine,
  VirtualIp,
  VirtualMachine,
} from "../../constructs/index.ts";

function inStack(build: (stack: TerraformStack) => void) {
  const app = Testing.app();
  const stack = new TerraformStack(app, "farm");
  new ScvmmProvider(stack, "scvmm", { host: "vmm.example.com" });
  build(stack);
  return { app, stack, synthesised: () => JSON.parse(Testing.synth(stack)) };
}

const plain = { cloud: "Production", vmTemplate: "debian-12", cpuCount: 2, memory: "4Gi" };

function faults(build: (stack: TerraformStack) => void): readonly string[] {
  try {
    inStack(build).app.synth();
    return [];
  } catch (error) {
    return (error as Error).message
      .split("\n")
      .filter((text) => text.startsWith("  ["))
      .map((text) => text.trim());
  }
}

describe("a virtual machine", () => {
  it("is named as its construct, and has its disks and adapters by label", () => {
    const { stack } = inStack((scope) => {
      new ScvmmVirtualMachine(scope, "web-1", { ...plain, disks: { boot: { size: "40Gi" } } })
        .addDisk("data", { size: "10Gi" })
        .addNetworkAdapter("eth0", { vmNetwork: "Web" });
    });
    const expected = {
      name: "web-1",
      disks: { boot: { size: "40Gi" }, data: { size: "10Gi" } },
      network_adapters: { eth0: { vm_network: "Web" } },
    };
    expect(Testing.toHaveResourceWithProperties(Testing.synth(stack), VirtualMachine.tfResourceType, expected)).toBe(true);
  });

  it("refuses a second disk of a name, and a second adapter, with the construct's path", () => {
    inStack((scope) => {
      const machine = new ScvmmVirtualMachine(scope, "web-1", { ...plain, disks: { data: { size: "1Gi" } } });
      expect(() => machine.addDisk("data", { size: "2Gi" })).toThrow("farm/web-1: there is a disk data already");
      machine.addNetworkAdapter("eth0", { vmNetwork: "Web" });
      expect(() => machine.addNetworkAdapter("eth0", { vmNetwork: "Web" })).toThrow("farm/web-1: there is a network adapter eth0 already");
    });
  });

  it("does not take its props for its own: what is added later does not reach them", () => {
    const disks = {};
    inStack((scope) => new ScvmmVirtualMachine(scope, "web-1", { ...plain, disks }).addDisk("data", { size: "1Gi" }));
    expect(disks).toEqual({});
  });

  it("tells all its faults at synthesis, in the words of scvmm validate, with the construct's path", () => {
    const told = faults((scope) => {
      new ScvmmVirtualMachine(scope, "web-1", { ...plain, cpuCount: 0, memory: "4Gx", disks: { Data: { size: "1Gi" } } });
      new ScvmmVirtualMachine(scope, "web-2", plain);
    });
    expect(told).toEqual([
      "[farm/web-1] cpu_count is not valid. It must be at least 1.",
      `[farm/web-1] disks["Data"] is not valid. It must be lower-case letters, digits and '-', starting with a letter, ending with a letter or digit.`,
      "[farm/web-1] memory is not valid. It must be an amount of 0 or more, below 8Pi, such as 4Gi, 500M or 1073741824 (suffixes k M G T P, Ki Mi Gi Ti Pi).",
    ]);
  });

  it("refuses props that it does not have, which the compiler does not see in what a function returns", () => {
    const machine = () => ({
      ...plain,
      powerState: "Running",
      customProperties: { Role: "api" },
      disks: { data: { size: "1Gi", sise: "2Gi" } },
    });
    const told = faults((scope) => new ScvmmMachineFarm(scope, "web", { count: 1, machine }));
    expect(told).toEqual([
      "[farm/web/machine-1] powerState: there is no such prop of scvmm_virtual_machine. Look for its spelling.",
      "[farm/web/machine-1] customProperties: there is no such prop of scvmm_virtual_machine. Look for its spelling.",
      `[farm/web/machine-1] disks["data"].sise: there is no such prop of scvmm_virtual_machine. Look for its spelling.`,
    ]);
  });

  it("lets a class that is made of it have props of its own", () => {
    class TeamMachine extends ScvmmVirtualMachine {
      constructor(scope: TerraformStack, id: string, props: typeof plain & { team: string }) {
        super(scope, id, props);
        this.tag = props.team;
      }
    }
    expect(faults((scope) => new TeamMachine(scope, "web-1", { ...plain, team: "shop" }))).toEqual([]);
  });

  it("takes all that every resource of the CDK has, and labels of its own in maps", () => {
    const told = faults((scope) => {
      const first = new ScvmmVirtualMachine(scope, "web-1", plain);
      const meta = { dependsOn: [first], lifecycle: { preventDestroy: true }, provisioners: [] };
      new ScvmmVirtualMachine(scope, "web-2", { ...plain, ...meta, customProperty: { "Cost centre": "4711" } });
    });
    expect(told).toEqual([]);
  });

  it("leaves what is known only later to the provider: attributes of others, lists, numbers, expressions", () => {
    const told = faults((scope) => {
      const address = new ScvmmVirtualIp(scope, "front", { pool: "Front" });
      const first = new ScvmmVirtualMachine(scope, "web-1", plain);
      new ScvmmVirtualMachine(scope, "web-2", {
        ...plain,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference in terraform's own language
        memory: "${var.memory}",
        tag: `behind ${address.address}`,
        networkAdapters: { eth0: { vmNetwork: first.powerState, nameservers: first.ipAddresses } },
      });
    });
    expect(told).toEqual([]);
  });
});

describe("a virtual IP", () => {
  it("has the construct's id for its key", () => {
    const { stack } = inStack((scope) => new ScvmmVirtualIp(scope, "front", { pool: "Front" }));
    expect(Testing.toHaveResourceWithProperties(Testing.synth(stack), VirtualIp.tfResourceType, { key: "front", pool: "Front" })).toBe(
      true,
    );
  });

  it("is checked too", () => {
    expect(faults((scope) => new ScvmmVirtualIp(scope, "front", { pool: "Front", address: "10.0.0" }))).toEqual([
      expect.stringMatching(/^\[farm\/front\] address is not valid\. /),
    ]);
  });
});

describe("a pool of names", () => {
  const ranges = [{ from: "web-01", to: "web-20" }];

  it("gives each claim a name of its own, known later, and the machine its construct's id for a key", () => {
    const { resource } = inStack((scope) => {
      const names = new ScvmmNamePool(scope, "names", { ranges });
      for (const id of ["a", "b"]) new ScvmmVirtualMachine(scope, id, { ...plain, name: names.claim(id) });
    }).synthesised();
    const claims = Object.keys(resource["scvmm_name"]);
    expect(Object.values(resource["scvmm_name"])).toEqual([
      { key: "a", ranges },
      { key: "b", ranges },
    ]);
    expect(resource["scvmm_virtual_machine"]).toMatchObject({
      a: { key: "a", name: `\${scvmm_name.${claims[0]}.name}` },
      b: { key: "b", name: `\${scvmm_name.${claims[1]}.name}` },
    });
  });

  it("refuses a second claim of a key, with the construct's path", () => {
    inStack((scope) => {
      const names = new ScvmmNamePool(scope, "names", { ranges });
      names.claim("a");
      expect(() => names.claim("a")).toThrow("farm/names: there is a claim a already");
    });
  });

  it("is checked: ranges and keys", () => {
    expect(
      faults((scope) => {
        new ScvmmNamePool(scope, "names", { ranges: [{ from: "" }] }).claim("a");
        new ScvmmNamePool(scope, "others", { ranges }).claim("A b");
      }),
    ).toEqual([expect.stringMatching(/^\[farm\/names\/a\] .*from/), expect.stringMatching(/^\[farm\/others\/A b\] key is not valid/)]);
  });

  it("names the machines of a farm, which keep their keys whatever names they get", () => {
    const { resource } = inStack((scope) => {
      const names = new ScvmmNamePool(scope, "names", { ranges });
      new ScvmmMachineFarm(scope, "web", { count: 2, machine: plain, names });
    }).synthesised();
    expect(Object.values<{ key: string }>(resource["scvmm_name"]).map(({ key }) => key)).toEqual(["web-1", "web-2"]);
    expect(Object.values<{ key: string }>(resource["scvmm_virtual_machine"]).map(({ key }) => key)).toEqual(["web-1", "web-2"]);
  });

  it("and a function cannot both name them", () => {
    const told = faults((scope) => {
      const names = new ScvmmNamePool(scope, "names", { ranges });
      new ScvmmMachineFarm(scope, "web", { count: 1, machine: plain, names, name: () => "x" });
    });
    expect(told).toEqual([expect.stringMatching(/^\[farm\/web\] name, names: /)]);
  });
});

describe("a disk that outlives its machine", () => {
  it("is assigned as a whole to the machine that has it", () => {
    const { resource } = inStack((scope) => {
      const orders = new ScvmmPersistentDisk(scope, "orders", { size: "20Gi" });
      new ScvmmVirtualMachine(scope, "db", plain).addDisk("data", { persistentDisk: orders.whole });
    }).synthesised();
    const of = (name: string) => `\${scvmm_persistent_disk.orders.${name}}`;
    const whole = { key: of("key"), size: of("size"), dynamic: of("dynamic"), path: of("path"), reclaim_policy: of("reclaim_policy") };
    expect(resource["scvmm_persistent_disk"]).toEqual({ orders: { key: "orders", size: "20Gi" } });
    expect(resource["scvmm_virtual_machine"].db.disks).toEqual({ data: { persistent_disk: whole } });
  });

  it("is checked", () => {
    expect(faults((scope) => new ScvmmPersistentDisk(scope, "orders", { size: "lots" }))).toEqual([
      expect.stringMatching(/^\[farm\/orders\] size is not valid\. /),
    ]);
  });
});

describe("a checkpoint", () => {
  const checkpoint = (name: string) => (scope: TerraformStack) =>
    new ScvmmCheckpoint(scope, "before", { name, machine: new ScvmmVirtualMachine(scope, "db", plain) });

  it("is of a machine", () => {
    expect(inStack(checkpoint("before-upgrade")).synthesised().resource["scvmm_checkpoint"]).toEqual({
      before: { name: "before-upgrade", virtual_machine_id: `\${scvmm_virtual_machine.db.id}` },
    });
  });

  it("is checked", () => {
    expect(faults(checkpoint(""))).toEqual([expect.stringMatching(/^\[farm\/before\] /)]);
  });
});

describe("a farm", () => {
  const farm = (count: number) => (scope: TerraformStack) =>
    new ScvmmMachineFarm(scope, "web", { count, machine: plain, virtualIp: { pool: "Front" } });

  it("is machines that are alike on different hosts, and their address", () => {
    const { resource } = inStack(farm(3)).synthesised();
    const machines = Object.values<{ name: string; availability_set: string }>(resource["scvmm_virtual_machine"]);
    expect(machines.map(({ name, availability_set }) => [name, availability_set])).toEqual([
      ["web-1", "web"],
      ["web-2", "web"],
      ["web-3", "web"],
    ]);
    expect(Object.values(resource["scvmm_virtual_ip"])).toEqual([{ key: "web", pool: "Front" }]);
  });

  it("keeps the addresses of its machines in Terraform when it grows", () => {
    const addresses = (count: number) => Object.keys(inStack(farm(count)).synthesised().resource["scvmm_virtual_machine"]);
    expect(addresses(4).slice(0, 3)).toEqual(addresses(3));
  });

  it("lets every machine have its own", () => {
    const { resource } = inStack(
      (scope) =>
        new ScvmmMachineFarm(scope, "db", {
          count: 2,
          machine: (number) => ({ ...plain, tag: `node ${number}` }),
          name: (number) => `sql${number}`,
        }),
    ).synthesised();
    expect(
      Object.values<{ name: string; tag: string }>(resource["scvmm_virtual_machine"]).map(({ name, tag }) => `${name}: ${tag}`),
    ).toEqual(["sql1: node 1", "sql2: node 2"]);
  });

  it.each([-1, 1.5, Number.NaN])("refuses %s machines", (count) => {
    expect(faults(farm(count))).toContainEqual(expect.stringMatching(/^\[farm\/web\] count: /));
  });
});

describe("a Kubernetes control plane", () => {
  const plane = (replicas: number) => (scope: TerraformStack) =>
    new ScvmmKubernetesControlPlane(scope, "prod", {
      replicas,
      machine: plain,
      endpoint: { pool: "Kubernetes" },
      userData: ({ isFirst, endpoint }) => `#cloud-config\nruncmd: [kubeadm ${isFirst ? "init" : "join"} ${endpoint}]\n`,
    });

  it("is protected machines that are kept on, the first of which makes the cluster at the virtual IP", () => {
    const { resource } = inStack(plane(3)).synthesised();
    const machines = Object.values<Record<string, unknown>>(resource["scvmm_virtual_machine"]);
    const endpoint = `\${scvmm_virtual_ip.${Object.keys(resource["scvmm_virtual_ip"])[0]}.address}:6443`;
    expect(machines.map(({ name, user_data }) => `${name}: ${String(user_data).split("\n")[1]}`)).toEqual([
      `prod-1: runcmd: [kubeadm init ${endpoint}]`,
      `prod-2: runcmd: [kubeadm join ${endpoint}]`,
      `prod-3: runcmd: [kubeadm join ${endpoint}]`,
    ]);
    for (const machine of machines)
      expect(machine).toMatchObject({ deletion_protection: true, power_policy: "AlwaysOn", availability_set: "prod" });
  });

  it.each([0, 2, 4, 1.5])("refuses %s machines: they have no majority", (replicas) => {
    expect(faults(plane(replicas))).toContainEqual(expect.stringMatching(/^\[farm\/prod\] replicas: /));
  });
});
