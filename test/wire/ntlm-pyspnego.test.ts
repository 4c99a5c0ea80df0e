import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAccountName } from "../../provider/winrm/ntlm/account.ts";
import { channelBindingHash, tlsChannelBindings } from "../../provider/winrm/ntlm/channel-binding.ts";
import { startNtlmClient } from "../../provider/winrm/ntlm/client.ts";
import { ntlmAcceptor, ntlmInitiator } from "../../provider/winrm/ntlm/exchange.ts";
import { startNtlmServer } from "../../provider/winrm/ntlm/server.ts";
import type { NtlmSession } from "../../provider/winrm/ntlm/session-security.ts";
import { sealedContentType } from "../../provider/winrm/sealing/content-type.ts";
import { type SealedPart, signedPart, splitSignedPart } from "../../provider/winrm/sealing/sealed-body.ts";
import { readSealedBody } from "../../provider/winrm/sealing/sealed-body-reader.ts";
import { writeSealedBody } from "../../provider/winrm/sealing/sealed-body-writer.ts";
import { startSpnegoAcceptor } from "../../provider/winrm/spnego/acceptor.ts";
import { MECHANISM } from "../../provider/winrm/spnego/mechanism.ts";
import { has, python } from "../parts.ts";
import { CERTIFICATES, certificate } from "../winrm/certificate-kit.ts";
import { clientOptions, hex, serverOptions } from "../winrm/ntlm-kit.ts";
import { startSpnegoInitiator } from "../winrm/spnego-initiator.ts";
import { PythonPeer } from "./python-peer.ts";

const available = has("NTLM against pyspnego", python("spnego", "cryptography"));
const hasPypsrp = available && has("sealed bodies against pypsrp", python("pypsrp.encryption"));

const SCRIPT = "ntlm_peer.py";
const PASSWORD = "Päss wörd; nø?";
let folder = "";
let accounts = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "scvmm-ntlm-"));
  accounts = join(folder, "accounts");
  // `DOMAIN:USER:PASSWORD` a line.
  const lines = ["CONTOSO:svc-vmm", ":Jürgen", ":ops@contoso.com", "Contoso:жора"].map((account) => `${account}:${PASSWORD}`);
  writeFileSync(accounts, lines.join("\n"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const NAMES = ["CONTOSO\\svc-vmm", "contoso\\SVC-vmm", "Jürgen", "ops@contoso.com", "Contoso\\жора"];

/** Of RSA-PSS with a larger hash Python takes that hash, we SHA-256 as other WinRM clients do; which Windows takes is not known. */
const DISPUTED = "RSA-PSS with SHA-384";
const certificates = Object.entries(CERTIFICATES)
  .filter(([name]) => name !== DISPUTED)
  .map(([name, kind]) => [name, certificate(kind)] as const);
const [, bound] = certificates[0] as readonly [string, Buffer];

interface Side {
  readonly bindTo?: Buffer;
  readonly password?: string;
}

const bindingOf = (der: Buffer) => channelBindingHash(tlsChannelBindings(der));

/** Messages of several sizes, both ways, mixed. */
async function converse(session: NtlmSession, peer: PythonPeer): Promise<void> {
  for (const size of [0, 1, 18, 1000, 100_000, 3]) {
    const plain = Buffer.alloc(size, `${size}ü`);
    const { signature, ciphertext } = session.seal(plain);
    const opened = await peer.ask({ op: "unseal", signature: signature.toString("hex"), ciphertext: ciphertext.toString("hex") });
    expect(opened).toEqual({ plain: plain.toString("hex") });
    const sealed = await peer.ask({ op: "seal", plain: plain.toString("hex") });
    expect(session.unseal(hex(String(sealed["signature"])), hex(String(sealed["ciphertext"])))).toEqual(plain);
  }
}

async function toTheirServer(name: string, { bindTo, password = PASSWORD }: Side, theirBinding?: Buffer) {
  const peer = new PythonPeer(SCRIPT, { NTLM_USER_FILE: accounts });
  peer.tell({ usage: "accept", certificate: theirBinding?.toString("hex") });
  const binding = bindTo ? { channelBinding: bindingOf(bindTo) } : {};
  const client = startNtlmClient(clientOptions(parseAccountName(name), password, { targetName: "HTTP/vmm01", ...binding }));
  const first = await peer.ask({ op: "step", token: client.negotiate.toString("hex") });
  const { authenticate, session } = client.answer(hex(String(first["token"])));
  const last = await peer.ask({ op: "step", token: authenticate.toString("hex") });
  return { peer, session, last };
}

async function fromTheirClient(name: string, side: { bindTo?: Buffer; password?: string; sendTimestamp?: boolean }, ourBinding?: Buffer) {
  const peer = new PythonPeer(SCRIPT);
  const password = side.password ?? PASSWORD;
  peer.tell({ usage: "initiate", username: name, password, hostname: "vmm01", service: "HTTP", certificate: side.bindTo?.toString("hex") });
  const binding = ourBinding ? { channelBinding: { hash: bindingOf(ourBinding), level: "strict" as const } } : {};
  const options = serverOptions(parseAccountName(name), PASSWORD, { sendTimestamp: side.sendTimestamp ?? true, ...binding });
  const first = await peer.ask({ op: "step" });
  const server = startNtlmServer(options, hex(String(first["token"])));
  const answer = await peer.ask({ op: "step", token: server.challenge.toString("hex") });
  return { peer, accept: () => server.accept(hex(String(answer["token"]))) };
}

describe.skipIf(!available)("our client and pyspnego's server", () => {
  it.each(NAMES)("agree as %s, and seal", async (name) => {
    const { peer, session, last } = await toTheirServer(name, {});
    await using _ = peer;
    expect(last).toMatchObject({ complete: true });
    await converse(session, peer);
  });

  it.each(certificates)("are bound to a certificate of %s", async (_name, der) => {
    const { peer, last } = await toTheirServer("CONTOSO\\svc-vmm", { bindTo: der }, der);
    await using _ = peer;
    expect(last).toMatchObject({ complete: true });
    expect(await peer.ask({ op: "bindings" })).toEqual({ bindings: tlsChannelBindings(der).toString("hex") });
  });

  it.each([
    ["a wrong password", { password: "wrong" }, undefined, "InvalidTokenError"],
    ["a missing binding", {}, bound, "BadBindingsError"],
    ["another binding", { bindTo: certificates[1]?.[1] as Buffer }, bound, "BadBindingsError"],
  ] as const)("part over %s", async (_name, side, theirs, error) => {
    const { peer, last } = await toTheirServer("CONTOSO\\svc-vmm", side, theirs);
    await using _ = peer;
    expect(last).toEqual({ error });
  });

  it("notice a changed message on their side", async () => {
    const { peer, session } = await toTheirServer("CONTOSO\\svc-vmm", {});
    await using _ = peer;
    const { signature, ciphertext } = session.seal(Buffer.from("text"));
    ciphertext[0] = (ciphertext[0] ?? 0) ^ 1;
    const opened = await peer.ask({ op: "unseal", signature: signature.toString("hex"), ciphertext: ciphertext.toString("hex") });
    expect(opened).toEqual({ error: "BadMICError" });
  });
});

describe.skipIf(!available)("pyspnego's client and our server", () => {
  it.each(NAMES)("agree as %s, and seal", async (name) => {
    for (const sendTimestamp of [true, false]) {
      const { peer, accept } = await fromTheirClient(name, { sendTimestamp });
      await using _ = peer;
      const { session, account } = accept();
      expect(account).toMatchObject(parseAccountName(name));
      await converse(session as NtlmSession, peer);
    }
  });

  it("are bound to one certificate", async () => {
    const { peer, accept } = await fromTheirClient("CONTOSO\\svc-vmm", { bindTo: bound }, bound);
    await using _ = peer;
    expect(accept().session).toBeDefined();
  });

  it.each([
    ["a wrong password", { password: "wrong" }, undefined, "credentials"],
    ["a missing binding", {}, bound, "channel-binding"],
    ["another binding", { bindTo: certificates[1]?.[1] as Buffer }, bound, "channel-binding"],
  ] as const)("part over %s", async (_name, side, ours, code) => {
    const { peer, accept } = await fromTheirClient("CONTOSO\\svc-vmm", side, ours);
    await using _ = peer;
    expect(accept).toThrow(expect.objectContaining({ code }));
  });
});

describe.skipIf(!available)("pyspnego's client with NTLMv1", () => {
  it("is refused", async () => {
    const peer = new PythonPeer(SCRIPT, { LM_COMPAT_LEVEL: "2" });
    await using _ = peer;
    peer.tell({ usage: "initiate", username: "CONTOSO\\svc-vmm", password: PASSWORD, hostname: "vmm01", service: "HTTP" });
    const first = await peer.ask({ op: "step" });
    const server = startNtlmServer(serverOptions(parseAccountName("CONTOSO\\svc-vmm"), PASSWORD), hex(String(first["token"])));
    const answer = await peer.ask({ op: "step", token: server.challenge.toString("hex") });
    expect(() => server.accept(hex(String(answer["token"])))).toThrow(expect.objectContaining({ code: "ntlmv1-refused" }));
  });
});

describe.skipIf(!hasPypsrp)("pypsrp's sealed bodies", () => {
  it("are ours byte for byte, and are read both ways", async () => {
    const { peer, accept } = await fromTheirClient("CONTOSO\\svc-vmm", {});
    await using _ = peer;
    const session = accept().session as NtlmSession;
    for (const text of ["", "<s:Envelope/>", "Größe 🖥", "--Encrypted Boundary--\r\n", "x".repeat(50_000)]) {
      const plain = Buffer.from(text);
      const sent = await peer.ask({ op: "seal-body", plain: plain.toString("hex") });
      const body = hex(String(sent["body"]));
      const parts = readSealedBody("spnego", body, { plainBytes: 60_000 });
      expect(sealedContentType("spnego", parts.length)).toMatch(new RegExp(`^${sent["contentType"]};`));
      expect(writeSealedBody("spnego", parts)).toEqual(body);
      expect(Buffer.concat(parts.map((part) => openPart(session, part)))).toEqual(plain);

      const { signature, ciphertext } = session.seal(plain);
      const reply = writeSealedBody("spnego", [signedPart(signature, ciphertext)]);
      expect(await peer.ask({ op: "open-body", body: reply.toString("hex") })).toEqual({ plain: plain.toString("hex") });
    }
  });
});

function openPart(session: NtlmSession, part: SealedPart): Buffer {
  const { signature, ciphertext } = splitSignedPart(part);
  return session.unseal(signature, ciphertext);
}

describe.skipIf(!available)("NTLM in SPNEGO", () => {
  const account = parseAccountName("CONTOSO\\svc-vmm");

  it("our client and pyspnego's server sign the list, and seal after it", async () => {
    const peer = new PythonPeer("ntlm_peer.py", { NTLM_USER_FILE: accounts });
    await using _ = peer;
    peer.tell({ usage: "accept", protocol: "negotiate" });
    const client = startSpnegoInitiator({
      mechanism: MECHANISM.ntlm,
      exchange: ntlmInitiator(clientOptions(account, PASSWORD)),
      signs: ({ integrityCode }) => integrityCode,
    });
    let token = client.step(undefined).token;
    for (let leg = 1; leg <= 2; leg += 1) {
      const reply = await peer.ask({ op: "step", token: token?.toString("hex") });
      const step = client.step(hex(String(reply["token"])));
      token = step.token;
      if (leg === 2) {
        expect(reply).toMatchObject({ complete: true });
        await converse(step.result?.session as NtlmSession, peer);
      }
    }
  });

  it("pyspnego's client and our server do too", async () => {
    const peer = new PythonPeer("ntlm_peer.py");
    await using _ = peer;
    peer.tell({
      usage: "initiate",
      protocol: "negotiate",
      username: "CONTOSO\\svc-vmm",
      password: PASSWORD,
      hostname: "vmm01",
      service: "HTTP",
    });
    const server = startSpnegoAcceptor(new Map([[MECHANISM.ntlm, () => ntlmAcceptor(serverOptions(account, PASSWORD))]]));
    const first = await peer.ask({ op: "step" });
    const challenge = server.step(hex(String(first["token"])));
    const proof = await peer.ask({ op: "step", token: challenge.token?.toString("hex") });
    const { token, result } = server.step(hex(String(proof["token"])));
    expect(await peer.ask({ op: "step", token: token?.toString("hex") })).toMatchObject({ complete: true });
    await converse(result?.session as NtlmSession, peer);
  });
});
