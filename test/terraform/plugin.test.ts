import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { connect } from "node:tls";
import { credentials, makeClientConstructor, type ServiceError } from "@grpc/grpc-js";
import { afterEach, describe, expect, it } from "vitest";
import { hclog } from "../../provider/terraform/log/log.ts";
import { makeCertificate } from "../../provider/terraform/plugin/certificate.ts";
import { pathSteps } from "../../provider/terraform/plugin/diagnostic-message.ts";
import { faultAnswer } from "../../provider/terraform/plugin/fault.ts";
import { handshakeLine, readInvitation } from "../../provider/terraform/plugin/handshake.ts";
import { reattachment, type Serving, serve } from "../../provider/terraform/plugin/serve.ts";
import { providerService } from "../../provider/terraform/plugin/services.ts";
import { withShownPaths } from "../../provider/terraform/plugin/shown-paths.ts";
import type { Handlers } from "../../provider/terraform/protocol/rpcs.ts";

const NOW = new Date("2026-11-23T10:00:00Z");
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** Answers nothing but what a test gives it. */
const handlersOf = (some: Partial<Handlers>): Handlers =>
  new Proxy(some, { get: (own, name) => Reflect.get(own, name) ?? (async () => ({})) }) as Handlers;

let serving: Serving | undefined;
afterEach(() => serving?.close());

async function started(some: Partial<Handlers>, clientCertificate: string | undefined, faults: unknown[] = []) {
  serving = await serve({
    handlers: handlersOf(some),
    onFault: (_, error) => {
      faults.push(error);
      return { diagnostics: [{ severity: 1, summary: "fault of ours" }] };
    },
    invitation: { clientCertificate },
    now: NOW,
    platform: process.platform,
  });
  return serving;
}

function clientOf({ address }: Serving, channel = credentials.createInsecure()) {
  const { definition } = providerService(handlersOf({}), () => ({}));
  const Client = makeClientConstructor(definition, "Provider");
  const target = address.network === "unix" ? `unix:${address.path}` : `${address.host}:${address.port}`;
  return new Client(target, channel, { "grpc.ssl_target_name_override": "localhost" }) as unknown as Record<
    string,
    (request: object, callback: (error: ServiceError | null, answer: unknown) => void) => void
  > & { close(): void };
}

const asked = (client: ReturnType<typeof clientOf>, rpc: string, request: object) =>
  new Promise((resolve, reject) => client[rpc]?.(request, (error, answer) => (error ? reject(error) : resolve(answer))));

describe("the plugin", () => {
  it("knows Terraform by its cookie, and the protocols that it offers in any order", () => {
    expect(readInvitation({})).toBeUndefined();
    expect(readInvitation({ TF_PLUGIN_MAGIC_COOKIE: "other" })).toBeUndefined();
    const known = { TF_PLUGIN_MAGIC_COOKIE: COOKIE };
    expect(readInvitation({ ...known, PLUGIN_PROTOCOL_VERSIONS: "6,5", PLUGIN_CLIENT_CERT: "pem" })).toEqual({ clientCertificate: "pem" });
    expect(readInvitation({ ...known, PLUGIN_PROTOCOL_VERSIONS: "5" })).toContain("speaks plugin protocol 6");
  });

  it("makes a certificate that OpenSSL reads, for localhost and both roles", () => {
    const { pem, der } = makeCertificate(NOW);
    const read = new X509Certificate(pem);
    expect(read.raw.equals(Buffer.from(der))).toBe(true);
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkHost("localhost")).toBe("localhost");
    expect(read.ca).toBe(true);
    expect(read.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
    expect([Date.parse(read.validFrom) < NOW.getTime(), Date.parse(read.validTo) > NOW.getTime()]).toEqual([true, true]);
    expect(makeCertificate(NOW).pem).not.toBe(pem);
  });

  it("shakes hands with one line, its certificate without padding", () => {
    expect(handshakeLine({ network: "unix", path: "/tmp/s" }, Uint8Array.of(1))).toBe("1|6|unix|/tmp/s|grpc|AQ\n");
    expect(handshakeLine({ network: "tcp", host: "127.0.0.1", port: 7 }, undefined)).toBe("1|6|tcp|127.0.0.1:7|grpc|\n");
  });

  it("lets in the client that invited it, and nobody else", async () => {
    const [own, other] = [makeCertificate(NOW), makeCertificate(NOW)];
    const { handshake, address } = await started({ StopProvider: async () => ({ error: "heard" }) }, own.pem);
    const server = Buffer.from(handshake.trim().split("|")[5] ?? "", "base64");
    expect(new X509Certificate(server).checkHost("localhost")).toBe("localhost");
    const channel = ({ pem, keyPem }: typeof own) =>
      credentials.createSsl(Buffer.from(new X509Certificate(server).toString()), Buffer.from(keyPem), Buffer.from(pem));
    const client = clientOf(serving as Serving, channel(own));
    await expect(asked(client, "StopProvider", {})).resolves.toEqual({ error: "heard" });
    client.close();
    const stranger = clientOf(serving as Serving, channel(other));
    await expect(asked(stranger, "StopProvider", {})).rejects.toMatchObject({ code: 14 });
    stranger.close();
    if (address.network !== "unix") return;
    const refused = new Promise((resolve) => {
      const socket = connect({ path: address.path, rejectUnauthorized: false, ALPNProtocols: ["h2"] });
      socket.on("error", resolve).on("close", () => resolve("closed"));
    });
    await expect(refused).resolves.toBeDefined();
  });

  it("tells a fault of its own as a diagnostic, and goes on", async () => {
    const faults: unknown[] = [];
    const failing = async () => {
      throw new Error("hunter2");
    };
    const client = clientOf(await started({ ReadResource: failing }, undefined, faults));
    await expect(asked(client, "ReadResource", { typeName: "x" })).resolves.toMatchObject({ diagnostics: [{ summary: "fault of ours" }] });
    await expect(asked(client, "StopProvider", {})).resolves.toMatchObject({ error: "" });
    expect(faults).toHaveLength(1);
    client.close();
  });

  it("leaves no socket behind", async () => {
    const { address, close } = await started({}, undefined);
    if (address.network !== "unix") return;
    expect(existsSync(address.path)).toBe(true);
    close();
    expect(existsSync(address.path)).toBe(false);
  });

  it("can be attached to while it runs", () => {
    expect(JSON.parse(reattachment("registry.terraform.io/scvmm/scvmm", { network: "unix", path: "/tmp/s" }, 7))).toEqual({
      "registry.terraform.io/scvmm/scvmm": {
        Protocol: "grpc",
        ProtocolVersion: 6,
        Pid: 7,
        Test: true,
        Addr: { Network: "unix", String: "/tmp/s" },
      },
    });
  });
});

describe("diagnostics", () => {
  const steps = [{ attributeName: "disks" }, { elementKeyString: "data" }, { attributeName: "size" }];

  it("are shown at the attribute that they are in: Terraform finds no lines for what is deeper", async () => {
    const diagnostics = [{ summary: "disks.data.size is not valid", attribute: { steps } }, { summary: "of the whole" }];
    const { ValidateResourceConfig: validate } = withShownPaths({
      ValidateResourceConfig: async () => ({ diagnostics }),
    } as unknown as Handlers);
    const answer = await validate({ typeName: "x", config: undefined, clientCapabilities: undefined });
    expect(answer.diagnostics).toEqual([
      { summary: "disks.data.size is not valid", attribute: { steps: [{ attributeName: "disks" }] } },
      { summary: "of the whole" },
    ]);
  });

  it("tell keys of maps, places in lists and attributes apart, and end where the schema does", () => {
    const text = { type: { kind: "string" }, presence: "optional", doc: "" } as const;
    const disks = { type: { kind: "object", nesting: "map", attributes: { size: text } }, presence: "optional", doc: "" } as const;
    const pools = { type: { kind: "list", of: { kind: "string" } }, presence: "optional", doc: "" } as const;
    const names = { type: { kind: "set", of: { kind: "string" } }, presence: "optional", doc: "" } as const;
    const attributes = { disks, pools, names };
    expect(pathSteps(["disks", "data", "size"], attributes)).toEqual(steps);
    expect(pathSteps(["pools", 0], attributes)).toEqual([{ attributeName: "pools" }, { elementKeyInt: 0 }]);
    expect(pathSteps(["names", 0], attributes)).toEqual([{ attributeName: "names" }]);
    expect(pathSteps(["disks", "data", "nothing", "more"], attributes)).toEqual(steps.slice(0, 2));
    expect(pathSteps(["toString"], attributes)).toEqual([]);
  });

  it("of a fault of ours name where it is, and quote nothing", () => {
    const lines: string[] = [];
    const answer = faultAnswer(
      hclog(
        (line) => lines.push(line),
        () => NOW,
      ),
    )("ReadResource", new TypeError("hunter2 is no function"));
    expect(JSON.stringify([answer, lines])).not.toContain("hunter2");
    expect(answer).toMatchObject({ diagnostics: [{ severity: 1, summary: "The provider has a fault (TypeError in ReadResource)" }] });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      "@level": "error",
      "@module": "scvmm",
      "@timestamp": "2026-11-23T10:00:00.000000Z",
      frames: expect.arrayContaining([expect.stringContaining("plugin.test.ts")]),
    });
  });
});
