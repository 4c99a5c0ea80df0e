import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ProtocolError, TransportError } from "../../provider/winrm/errors.ts";
import { keepHostNames } from "../../provider/winrm/kerberos/host-names.ts";
import type { KerberosSettings } from "../../provider/winrm/kerberos/kerberos-authentication.ts";
import { KerberosContext } from "../../provider/winrm/kerberos/kerberos-context.ts";
import { KerberosError } from "../../provider/winrm/kerberos/kerberos-error.ts";
import { has, kerberos } from "../parts.ts";
import { Acceptor, type AcceptorOptions } from "./kerberos/acceptor.ts";
import { build, type Client, HOST, kerberosClient } from "./kerberos/client.ts";
import { type KeyDistributionCentre, REALM } from "./kerberos/key-distribution-centre.ts";
import { PASSWORD, type Realm, startRealm, USER } from "./kerberos/realm.ts";

describe.skipIf(!has("Kerberos against a KDC and Python's GSSAPI", kerberos()))("Kerberos", () => {
  const open: (AsyncDisposable | Disposable)[] = [];
  let realm: Realm;
  let centre: KeyDistributionCentre;
  let keytab = "";
  let ticket = "";

  beforeAll(async () => {
    realm = await startRealm();
    ({ centre, keytab, ticket } = realm);
    process.env["KRB5_CONFIG"] = centre.configuration;
  });
  afterAll(() => realm?.[Symbol.asyncDispose]());
  afterEach(async () => {
    for (const part of open.splice(0).reverse()) await (Symbol.asyncDispose in part ? part[Symbol.asyncDispose]() : part[Symbol.dispose]());
  });

  const accept = async (options: Partial<AcceptorOptions> = {}) => {
    const acceptor = await Acceptor.start(keytab, centre.configuration, { schemes: ["Negotiate", "Kerberos"], ...options });
    open.push(acceptor);
    return acceptor;
  };
  const connect = (acceptor: Acceptor, settings: KerberosSettings = {}, cache = ticket, load = build("sealing")): Client => {
    process.env["KRB5CCNAME"] = cache;
    const client = kerberosClient(acceptor.url, settings, load);
    open.push(client);
    return client;
  };
  const failure = async (promise: Promise<unknown>): Promise<KerberosError> => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(KerberosError);
    return error as KerberosError;
  };

  test("logs in with a ticket in SPNEGO, with an empty body, and seals what follows", async () => {
    const acceptor = await accept();
    const client = connect(acceptor);
    expect(await client.send("hello wörld")).toEqual({ status: 200, body: "hello wörld".toUpperCase().replace("Ö", "ö") });
    const [login, shape, request] = await acceptor.seen();
    expect(login).toEqual({
      user: USER,
      service: `HTTP/${HOST}@${REALM}`,
      scheme: "Negotiate",
      complete: true,
      outer: "60",
      oid: true,
      body: 0,
    });
    expect(shape).toEqual({ header: 60, extra: 0, rotation: 28 });
    expect(request).toEqual({ user: USER, sealed: true, size: 12, authorized: false });
  });

  test("seals bodies of every size both ways, in one session", async () => {
    const acceptor = await accept();
    const client = connect(acceptor);
    for (const size of [1, 15, 16, 17, 31, 32, 33, 1000, 4096, 150_000, 600_000]) {
      expect((await client.send("a".repeat(size))).body).toBe("A".repeat(size));
    }
    expect((await acceptor.seen()).filter((event) => "scheme" in event)).toHaveLength(1);
  });

  test("speaks bare Kerberos to a host that offers nothing else", async () => {
    const acceptor = await accept({ schemes: ["Kerberos"] });
    const client = connect(acceptor);
    expect((await client.send("one")).body).toBe("ONE");
    expect((await client.send("two")).body).toBe("TWO");
    const logins = (await acceptor.seen()).filter((event) => "scheme" in event);
    expect(logins).toMatchObject([
      { refused: true, scheme: "Negotiate" },
      { user: USER, scheme: "Kerberos", oid: false },
    ]);
  });

  test("asks for another service where it is told to", async () => {
    const acceptor = await accept();
    expect((await connect(acceptor, { service: "host" }).send("x")).body).toBe("X");
    expect((await acceptor.seen())[0]).toMatchObject({ service: `host/${HOST}@${REALM}` });
  });

  test("uses the ticket of the account asked for, and of no other", async () => {
    const acceptor = await accept();
    expect((await connect(acceptor, { principal: USER }).send("x")).body).toBe("X");
    const error = await failure(connect(acceptor, { principal: `other@${REALM}` }).send("x"));
    expect(error).toMatchObject({ reason: "no-ticket", code: "WINRM_AUTH", outcome: "not-run" });
    expect(error.hint).toContain(`kinit other@${REALM}`);
  });

  test("takes tickets by itself from a client's keytab", async () => {
    const acceptor = await accept();
    process.env["KRB5_CLIENT_KTNAME"] = `FILE:${centre.keytab(`robot@${REALM}`, "robot.keytab")}`;
    try {
      expect((await connect(acceptor, {}, `FILE:${centre.folder}/tickets/robot`).send("x")).body).toBe("X");
    } finally {
      delete process.env["KRB5_CLIENT_KTNAME"];
    }
    expect((await acceptor.seen())[0]).toMatchObject({ user: `robot@${REALM}` });
  });

  test("a ticket that is over, and none at all, say how to log in", async () => {
    const acceptor = await accept();
    const short = centre.kinit("svc-vmm", PASSWORD, "-l", "1s");
    await pause(2_000);
    const expired = await failure(connect(acceptor, {}, short).send("x"));
    expect([expired.reason, expired.hint]).toEqual(["expired", expect.stringContaining("kinit")]);
    expect((await failure(connect(acceptor, { principal: USER }, short).send("x"))).reason).toBe("expired");
    const none = await failure(connect(acceptor, {}, "FILE:/nonexistent/cache").send("x"));
    expect([none.reason, none.hint]).toEqual(["no-ticket", expect.stringContaining("kinit")]);
    expect(await acceptor.seen()).toEqual([]);
  });

  test("an unknown service is named, with the command that registers it", async () => {
    const error = await failure(connect(await accept(), { hostname: "nosuch.contoso.test" }).send("x"));
    expect(error.reason).toBe("unknown-service");
    expect(error.hint).toContain("setspn -S HTTP/nosuch.contoso.test");
  });

  test("an IP address is refused before anything is asked", async () => {
    const acceptor = await accept();
    expect((await failure(connect(acceptor, { hostname: acceptor.url.hostname }).send("x"))).reason).toBe("address");
  });

  test("the library asks for the host by the name given, where it would ask DNS for another", async () => {
    const asked = async (configuration: string) => {
      process.env["KRB5_CONFIG"] = configuration;
      process.env["KRB5CCNAME"] = ticket;
      const target = { service: "HTTP", hostname: "127.0.0.1", principal: undefined };
      return (await failure(KerberosContext.open(await build("published")(), target))).message;
    };
    const environment = { KRB5_CONFIG: centre.configuration };
    keepHostNames(environment);
    const before = process.env["KRB5_CONFIG"];
    try {
      expect(await asked(centre.configuration)).toContain("HTTP/localhost@");
      expect(await asked(environment.KRB5_CONFIG)).toContain("HTTP/127.0.0.1@");
    } finally {
      process.env["KRB5_CONFIG"] = before;
    }
  });

  test("a service whose key has changed is told apart", async () => {
    const acceptor = await accept();
    centre.keytab("HTTP/changed.contoso.test");
    centre.changeKey("HTTP/changed.contoso.test");
    const error = await failure(connect(acceptor, { hostname: "changed.contoso.test" }).send("x"));
    expect(error).toMatchObject({ reason: "wrong-key", failure: "handshake" });
    expect(error.hint).toContain("setspn -Q HTTP/changed.contoso.test");
    expect((await acceptor.seen())[0]).toHaveProperty("failed");
  });

  test.each(["+20m", "-20m"])("a host whose clock is wrong by %s", async (clock) => {
    const acceptor = await accept({ clock });
    const error = await failure(connect(acceptor).send("x"));
    expect(error).toMatchObject({ reason: "clock-skew", failure: "handshake" });
    expect(error.hint).toContain("NTP");
    expect((await acceptor.seen())[0]).toHaveProperty("failed");
  });

  test("a KDC that does not answer", async () => {
    const acceptor = await accept();
    const before = process.env["KRB5_CONFIG"];
    process.env["KRB5_CONFIG"] = centre.configurationOfNobody();
    try {
      const error = await failure(connect(acceptor, { hostname: "other.contoso.test" }).send("x"));
      expect([error.reason, error.hint]).toEqual(["realm", expect.stringContaining("krb5.conf")]);
    } finally {
      process.env["KRB5_CONFIG"] = before;
    }
  });

  describe("when something is wrong on the way", () => {
    test("a session that the server forgot is made anew, and the request goes through once", async () => {
      const acceptor = await accept();
      const client = connect(acceptor);
      await client.send("one");
      await acceptor.next("forget");
      expect((await client.send("two")).body).toBe("TWO");
      const served = (await acceptor.seen()).filter((event) => event["size"] !== undefined);
      expect(served).toHaveLength(2);
    });

    test("a closed connection is an error of unknown outcome, and the next request logs in anew", async () => {
      const acceptor = await accept();
      const client = connect(acceptor);
      await client.send("one");
      await acceptor.next("close");
      const error = await client.send("two").catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(TransportError);
      expect((await client.send("three")).body).toBe("THREE");
    });

    test.each(["plain", "tamper"] as const)("an answer that is not sealed, or was changed, is none: %s", async (order) => {
      const acceptor = await accept();
      const client = connect(acceptor);
      await client.send("one");
      await acceptor.next(order);
      const error = await client.send("two").catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(ProtocolError);
      expect(error).toMatchObject({ outcome: "unknown" });
      expect((await client.send("three")).body).toBe("THREE");
    });

    test("a host that does not prove itself is not believed, and is sent nothing", async () => {
      const acceptor = await accept();
      await acceptor.next("no-token");
      const error = await failure(connect(acceptor).send("secret"));
      expect(error.reason).toBe("no-mutual-proof");
      expect((await acceptor.seen()).filter((event) => event["size"] !== undefined)).toEqual([]);
    });

    test("a host that takes no Kerberos", async () => {
      const acceptor = await accept({ schemes: ['Basic realm="WSMAN"'] });
      const error = await connect(acceptor)
        .send("x")
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "WINRM_AUTH", failure: "not-offered", offered: ["Basic"] });
    });

    test("an abort ends the wait", async () => {
      const acceptor = await accept();
      await expect(connect(acceptor).send("x", AbortSignal.abort(new Error("enough")))).rejects.toThrow("enough");
    });
  });

  test("the package as published cannot seal on Unix, and says so before anything is sent in the clear", async () => {
    const acceptor = await accept();
    const error = await failure(connect(acceptor, {}, ticket, build("published")).send("a secret of some length"));
    expect([error.reason, error.hint]).toEqual(["cannot-seal", expect.stringContaining("HTTPS")]);
    expect((await acceptor.seen()).filter((event) => event["size"] !== undefined)).toEqual([]);
  });
});
