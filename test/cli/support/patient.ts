import type { CheckResult, Patient } from "../../../provider/cli/doctor/check.ts";
import { examine } from "../../../provider/cli/doctor/examine.ts";
import { methodsOf } from "../../../provider/cli/doctor/methods.ts";
import type { Diagnostic } from "../../../provider/model/diagnostic.ts";
import { type Credential, Secret } from "../../../provider/model/secret.ts";
import { Observation } from "../../../provider/observe/index.ts";
import { type AuthenticationKind, connectRunspacePool, type TlsOptions } from "../../../provider/winrm/index.ts";

export interface Complaint {
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly server?: string;
  readonly tls?: TlsOptions;
  readonly authentication?: AuthenticationKind;
  readonly clouds?: readonly string[];
  readonly now?: () => Date;
  readonly timeoutMs?: number;
  readonly slowMs?: number;
  readonly signal?: AbortSignal;
}

const MISSING: Diagnostic = { code: "CREDENTIAL_MISSING", severity: "error", summary: "No credentials", hint: "Set some." };

function patient({ url, username, password = "pw", ...rest }: Complaint): Patient {
  const {
    server = "localhost",
    tls = {},
    authentication = "basic",
    clouds = [],
    now = () => new Date(),
    timeoutMs = 2000,
    slowMs = 1000,
  } = rest;
  const credential: Credential | undefined = username === undefined ? undefined : { username, password: new Secret(password) };
  const signal = rest.signal ?? new AbortController().signal;
  const network = { url: new URL(url), tls, timeoutMs, signal, warn: () => {} };
  return {
    ...network,
    server,
    account: { credential, origin: credential && "test", diagnostics: credential ? [] : [MISSING] },
    methods: methodsOf(network, authentication, false),
    clouds,
    now,
    observer: new Observation({ log: { detail: "off", format: "text" }, write: () => {} }).endpoint(url),
    slowMs,
    open: () =>
      connectRunspacePool({
        url,
        tls,
        onUnverified: () => {},
        authentication,
        connectTimeoutMs: timeoutMs,
        signal,
        ...(credential === undefined ? {} : { credential }),
      }),
  };
}

export interface Verdict {
  /** Ids of checks by their state, in order. */
  readonly ok: readonly string[];
  readonly warning: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  readonly of: (id: string) => CheckResult;
}

export async function diagnose(complaint: Complaint): Promise<Verdict> {
  const results = await examine(patient(complaint));
  const ids = (state: CheckResult["state"]) => results.filter((result) => result.state === state).map(({ id }) => id);
  return {
    ok: ids("ok"),
    warning: ids("warning"),
    failed: ids("failed"),
    skipped: ids("skipped"),
    of: (id) => {
      const found = results.find((result) => result.id === id);
      if (!found) throw new Error(`no check ${id}`);
      return found;
    },
  };
}
