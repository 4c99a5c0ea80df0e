import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { fingerprintOf } from "../../provider/winrm/tls/fingerprint.ts";
import { has, kerberos } from "../parts.ts";
import { credential, PASSWORD as LOCAL_PASSWORD, type Loopback, startLoopback } from "../winrm/loopback.ts";
import { Acceptor } from "./kerberos/acceptor.ts";
import { HOST } from "./kerberos/client.ts";
import { pemFiles } from "./kerberos/pem-files.ts";
import { Program } from "./kerberos/program.ts";
import { PASSWORD, type Realm, startRealm, USER } from "./kerberos/realm.ts";

const TEXTS = ["one", "zwölf _x0041_ \u{1F600}", "x".repeat(60_000)];
const BASIC = Buffer.from(`${credential.username}:${LOCAL_PASSWORD}`).toString("base64");

/** Our WinRM server behind a Python service that knows Kerberos; our client, bundled, beside npm's package. */
describe.skipIf(!has("PowerShell sessions by Kerberos", kerberos()))("a pool of runspaces by Kerberos", () => {
  let realm: Realm;
  let published: Program;
  let sealing: Program;
  let without: Program;
  const open: (AsyncDisposable & object)[] = [];

  beforeAll(async () => {
    realm = await startRealm();
    [published, sealing, without] = await Promise.all([
      Program.install("published"),
      Program.install("sealing"),
      Program.install(undefined),
    ]);
  });
  afterAll(async () => {
    await realm?.[Symbol.asyncDispose]();
    for (const program of [published, sealing, without]) program?.[Symbol.dispose]();
  });
  afterEach(async () => {
    for (const part of open.splice(0).reverse()) await part[Symbol.asyncDispose]();
  });

  async function start(tls?: {
    readonly certificate: string;
    readonly key: string;
  }): Promise<{ readonly acceptor: Acceptor; readonly loopback: Loopback }> {
    const loopback = await startLoopback();
    open.push(loopback);
    const headers = { "Content-Type": "application/soap+xml;charset=UTF-8", Authorization: `Basic ${BASIC}` };
    const acceptor = await Acceptor.start(realm.keytab, realm.centre.configuration, {
      schemes: ["Negotiate"],
      target: loopback.server.url,
      headers,
      ...(tls === undefined ? {} : tls),
    });
    open.push(acceptor);
    return { acceptor, loopback };
  }

  const loggedIn = () => ({ KRB5_CONFIG: realm.centre.configuration, KRB5CCNAME: realm.ticket });
  const loggedOut = () => ({ KRB5_CONFIG: realm.centre.configuration, KRB5CCNAME: "FILE:/nonexistent/cache" });
  const settings = { texts: TEXTS, maxRunspaces: 3, kerberos: { hostname: HOST } };

  test("over HTTPS, with the package as published", async () => {
    const { der, files } = pemFiles(realm.centre.folder);
    const { acceptor } = await start(files);
    const tls = { fingerprint: fingerprintOf(der) };
    const result = await published.run({ ...settings, url: acceptor.url.href, authentication: "kerberos", tls }, loggedIn());
    expect(result).toEqual({ output: TEXTS, fallbacks: [] });
    const seen = await acceptor.seen();
    const served = seen.filter((event) => "size" in event);
    expect(served.length).toBeGreaterThan(5);
    expect(served.every((event) => event["user"] === USER && event["sealed"] === false && event["authorized"] === false)).toBe(true);
  });

  test("over HTTP, sealed, on several connections at once", async () => {
    const { acceptor } = await start();
    const result = await sealing.run({ ...settings, url: acceptor.url.href, authentication: "negotiate" }, loggedIn());
    expect(result).toEqual({ output: TEXTS, fallbacks: [] });
    const seen = await acceptor.seen();
    expect(seen.filter((event) => "size" in event).every((event) => event["sealed"] === true)).toBe(true);
    expect(seen.filter((event) => "scheme" in event).length).toBeGreaterThan(1);
    expect(seen.filter((event) => "error" in event || "failed" in event || "refused" in event)).toEqual([]);
  });

  test("takes the ticket of the account that is named, however it is written", async () => {
    const { acceptor } = await start();
    for (const username of ["svc-vmm@contoso.test", "CONTOSO\\svc-vmm", "svc-vmm"]) {
      const account = { username, password: "is not needed" };
      const result = await sealing.run(
        { ...settings, texts: ["x"], account, url: acceptor.url.href, authentication: "kerberos" },
        loggedIn(),
      );
      expect(result).toEqual({ output: ["x"], fallbacks: [] });
    }
  });

  test.each([
    ["there is no ticket", "no-ticket", () => ({ program: sealing, environment: loggedOut() })],
    ["the package is not installed", "package-missing", () => ({ program: without, environment: loggedIn() })],
  ])("negotiate takes NTLM when %s, kerberos nothing else", async (_, reason, given) => {
    const { program, environment } = given();
    const loopback = await startLoopback();
    open.push(loopback);
    const account = { username: credential.username, password: LOCAL_PASSWORD };
    const wanted = { ...settings, texts: ["x"], account, url: loopback.server.url };
    expect(await program.run({ ...wanted, authentication: "negotiate" }, environment)).toEqual({ output: ["x"], fallbacks: [reason] });
    const refused = await program.run({ ...wanted, authentication: "kerberos" }, environment);
    expect(refused).toMatchObject({ error: { code: "WINRM_AUTH", reason }, fallbacks: [] });
    expect(JSON.stringify(refused)).not.toContain(LOCAL_PASSWORD);
  });

  test("negotiate does not log on as somebody else who happens to have a ticket", async () => {
    const loopback = await startLoopback();
    open.push(loopback);
    const account = { username: credential.username, password: LOCAL_PASSWORD };
    const result = await sealing.run(
      { ...settings, texts: ["x"], account, url: loopback.server.url, authentication: "negotiate" },
      loggedIn(),
    );
    expect(result).toEqual({ output: ["x"], fallbacks: ["no-ticket"] });
  });

  test("negotiate over HTTP takes NTLM where the package cannot seal, though there is a ticket", async () => {
    const { acceptor } = await start();
    const result = await published.run({ ...settings, url: acceptor.url.href, authentication: "negotiate" }, loggedIn());
    expect(result).toMatchObject({ error: { reason: "cannot-seal" } });
    const account = { username: "svc-vmm", password: PASSWORD };
    const withPassword = await published.run({ ...settings, account, url: acceptor.url.href, authentication: "negotiate" }, loggedIn());
    expect(withPassword.fallbacks).toEqual(["cannot-seal"]);
    expect((await acceptor.seen()).filter((event) => "size" in event)).toEqual([]);
  });
});
