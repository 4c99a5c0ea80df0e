import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:net";
import { describe, expect, it } from "vitest";
import { defaultEstate } from "../../provider/simulator/index.ts";
import { ACCOUNT, after, expectBroken, listening, session, simulator, winRm } from "./support/doctor-kit.ts";
import { diagnose } from "./support/patient.ts";

describe("the account", () => {
  it.each(["basic", "ntlm", "negotiate"] as const)("a wrong password, %s: one attempt, not one a method", async (authentication) => {
    const verdict = await diagnose({ ...(await winRm()), password: "wrong", authentication });
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").facts["tried"]).toEqual([`${authentication}: refused`]);
  });

  it("no account", async () => {
    const { url } = await winRm();
    const verdict = await diagnose({ url });
    expect(verdict.failed).toEqual(["auth"]);
    expect(verdict.skipped).toEqual(after("auth"));
    expect(verdict.of("auth").facts["offered"]).toEqual(["Negotiate", "Basic"]);
  });

  it("a scheme that the host does not offer, where another one would do", async () => {
    const verdict = await diagnose(await winRm({ schemes: ["Negotiate"] }));
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").fix.join()).toContain("negotiate");
    expect(verdict.of("auth").facts["offered"]).toEqual(["Negotiate"]);
  });

  it("a host that offers Basic alone does not get the password for it", async () => {
    const seen: string[] = [];
    const server = createHttpServer((request, response) => {
      request.resume();
      seen.push(request.headers.authorization ?? "none");
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="WSMAN"' }).end();
    });
    const url = `http://127.0.0.1:${await listening(server as Server)}/wsman`;
    const verdict = await diagnose({ url, ...ACCOUNT, authentication: "negotiate" });
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").fix.join()).toContain("SCVMM_AUTHENTICATION");
    expect(new Set(seen)).toEqual(new Set(["none"]));
  });

  it("a host that offers only what nobody here speaks", async () => {
    const server = createHttpServer((request, response) => {
      request.resume();
      response.writeHead(401, { "WWW-Authenticate": "CredSSP" }).end();
    });
    const verdict = await diagnose({ url: `http://127.0.0.1:${await listening(server as Server)}/wsman`, ...ACCOUNT });
    expectBroken(verdict, "auth");
    expect(verdict.of("auth").fix.join()).toContain("winrm set winrm/config/service/auth '@{Negotiate=\"true\"}'");
  });
});

describe("the session", () => {
  it("the quota of shells is used up", async () => {
    const verdict = await diagnose(await winRm({ limits: { shellsPerUser: 0 } }));
    expectBroken(verdict, "shell");
    expect(verdict.of("shell").fix.join("\n")).toMatch(/MaxShellsPerUser/);
  });

  it("ConstrainedLanguage", async () => {
    const verdict = await diagnose(await winRm({ openRunspace: () => session({ session: { Language: "ConstrainedLanguage" } }) }));
    expectBroken(verdict, "powershell");
    expect(verdict.of("powershell").facts).toMatchObject({ language: "ConstrainedLanguage", hasFunction: false });
  });

  it("ConstrainedLanguage with the function: no obstacle", async () => {
    const restricted = { session: { Language: "ConstrainedLanguage", HasFunction: true }, hasFunction: true };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(restricted) }));
    expect(verdict.ok).toContain("powershell");
  });

  it.each(["ScriptsNotAllowed", "CommandNotFoundException"])("a restricted endpoint (%s) is known by the function", async (noScripts) => {
    const ours = await diagnose(await winRm({ openRunspace: () => session({ noScripts, hasFunction: true }) }));
    expect(ours.failed).not.toContain("powershell");
    expect(ours.of("powershell").facts).toEqual({ language: "NoLanguage", hasFunction: true });
    expect(ours.of("module").state).toBe("ok");
    expectBroken(await diagnose(await winRm({ openRunspace: () => session({ noScripts }) })), "powershell");
  });

  it("PowerShell 7: a warning", async () => {
    const core = { session: { PowerShell: "7.4.2", Edition: "Core" } };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(core) }));
    expect(verdict.warning).toEqual(["powershell"]);
  });

  it("the module is not there", async () => {
    const none = { session: { Versions: [], Imported: "" } };
    expectBroken(await diagnose(await winRm({ openRunspace: () => session(none) })), "module");
  });

  it("the module cannot be imported: why is told in the session's words", async () => {
    const broken = { session: { Imported: "", Problem: "Could not load file or assembly 'Errors, Version=3.2.0.0'." } };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(broken) }));
    expectBroken(verdict, "module");
    expect(verdict.of("module").why).toContain("Errors, Version=3.2.0.0");
  });
});

describe("VMM", () => {
  it("refuses the connection", async () => {
    const refusing = {
      notConnected: "ScvmmBatchNotConnected,1604,Microsoft.SystemCenter.VirtualMachineManager.Cmdlets.GetServerConnection",
    };
    const verdict = await diagnose(await winRm({ openRunspace: () => session(refusing) }));
    expectBroken(verdict, "vmm");
    expect(verdict.of("vmm").facts["code"]).toBe("VMM_CONNECT");
    expect(verdict.of("vmm").why).toContain("You cannot access VMM server");
    expect(verdict.of("vmm").fix.join()).not.toContain("second hop");
  });

  it("is another server, out of reach from the endpoint: the second hop is told of", async () => {
    const verdict = await diagnose({ ...(await simulator()), server: "vmm02.contoso.example" });
    expectBroken(verdict, "vmm");
    expect(verdict.of("vmm").fix.join()).toContain("second hop");
  });

  it("does not let the VMs be read", async () => {
    const error = { number: 1604, message: "You do not have permission." };
    const verdict = await diagnose(await simulator({ faults: [{ cmdlet: "Get-SCVirtualMachine", skip: 0, count: 9, error }] }));
    expectBroken(verdict, "rights");
    expect(verdict.of("rights").why).toContain("You do not have permission.");
  });

  it("does not show a cloud that the manifests name", async () => {
    const [cloud = { name: "" }] = defaultEstate(1).clouds;
    const verdict = await diagnose({ ...(await simulator()), clouds: [cloud.name.toUpperCase(), "Moon"] });
    expectBroken(verdict, "rights");
    expect(verdict.of("rights").facts["cloudsMissing"]).toEqual(["Moon"]);
  });
});
