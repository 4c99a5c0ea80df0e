import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

export const REALM = "CONTOSO.TEST";

/** MIT's KDC on loopback, with a database and a configuration of its own in a temporary folder. */
export class KeyDistributionCentre implements AsyncDisposable {
  readonly folder: string;
  readonly #process: ChildProcess;
  readonly #environment: NodeJS.ProcessEnv;
  /** For clients: KRB5_CONFIG. */
  readonly configuration: string;

  private constructor(folder: string, configuration: string, environment: NodeJS.ProcessEnv, process: ChildProcess) {
    this.folder = folder;
    this.configuration = configuration;
    this.#environment = environment;
    this.#process = process;
  }

  static async start(): Promise<KeyDistributionCentre> {
    const folder = mkdtempSync(join(tmpdir(), "scvmm-kdc-"));
    mkdirSync(join(folder, "tickets"));
    const port = await freePort();
    const configuration = join(folder, "krb5.conf");
    writeFileSync(configuration, clientConfiguration(port));
    writeFileSync(join(folder, "kdc.conf"), kdcConfiguration(folder, port));
    const environment = { ...process.env, KRB5_CONFIG: configuration, KRB5_KDC_PROFILE: join(folder, "kdc.conf"), PATH };
    execFileSync("kdb5_util", ["create", "-s", "-r", REALM, "-P", "of the database"], { env: environment, stdio: "ignore" });
    const centre = spawn("krb5kdc", ["-n", "-P", join(folder, "pid")], { env: environment, stdio: "ignore" });
    await answering(port);
    return new KeyDistributionCentre(folder, configuration, environment, centre);
  }

  user(name: string, password: string): void {
    this.#kadmin("addprinc", "-pw", password, name);
  }

  /** A service, or a user, whose key is written to a keytab, which is returned. */
  keytab(principal: string, keytab = "services.keytab"): string {
    const path = join(this.folder, keytab);
    this.#kadmin("addprinc", "-randkey", principal);
    this.#kadmin("ktadd", "-k", path, principal);
    return path;
  }

  /** A new password for a service, which its keytab does not have. */
  changeKey(principal: string): void {
    this.#kadmin("cpw", "-randkey", principal);
  }

  /** Logs in and returns the cache, a value of KRB5CCNAME. */
  kinit(name: string, password: string, ...options: readonly string[]): string {
    const cache = `FILE:${join(this.folder, "tickets", `${name}-${Math.random().toString(36).slice(2)}`)}`;
    execFileSync("kinit", [...options, "-c", cache, name], {
      env: this.#environment,
      input: `${password}\n`,
      stdio: ["pipe", "ignore", "pipe"],
    });
    return cache;
  }

  /** A client's configuration with a KDC where none listens. */
  configurationOfNobody(): string {
    const path = join(this.folder, "nobody.conf");
    writeFileSync(path, clientConfiguration(1));
    return path;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }

  #kadmin(...words: readonly string[]): void {
    execFileSync("kadmin.local", ["-r", REALM, ...words], { env: this.#environment, stdio: "ignore" });
  }
}

/** Debian keeps the KDC's programs out of a plain user's PATH. */
const PATH = `${process.env["PATH"]}:/usr/sbin:/usr/bin`;

const clientConfiguration = (port: number) => `[libdefaults]
  default_realm = ${REALM}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_uri_lookup = false
  udp_preference_limit = 1
[realms]
  ${REALM} = {
    kdc = 127.0.0.1:${port}
  }
`;

const kdcConfiguration = (folder: string, port: number) => `[kdcdefaults]
  kdc_listen = ""
  kdc_tcp_listen = "127.0.0.1:${port}"
[realms]
  ${REALM} = {
    database_name = ${folder}/principal
    key_stash_file = ${folder}/stash
    acl_file = ${folder}/acl
  }
[logging]
  kdc = FILE:${folder}/kdc.log
`;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

async function answering(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const there = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (there) return;
    await pause(50);
  }
  throw new Error("the KDC does not listen");
}
