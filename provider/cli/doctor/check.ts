import type { SessionFacts } from "../../batch/doctor.ts";
import type { BatchExecutor } from "../../batch/executor.ts";
import type { CredentialChoice } from "../../model/credential.ts";
import type { Credential } from "../../model/secret.ts";
import type { EndpointObserver } from "../../observe/index.ts";
import type { AuthError, AuthenticationKind, RunspacePool, TlsOptions, WinRmError } from "../../winrm/index.ts";

/** The layers in the order in which they stand on each other. */
export const CHECK_IDS = [
  "name",
  "tcp",
  "tls",
  "http",
  "clock",
  "auth",
  "shell",
  "powershell",
  "module",
  "vmm",
  "rights",
  "latency",
] as const;
export type CheckId = (typeof CHECK_IDS)[number];

export type Fact = string | number | boolean | null | readonly string[] | readonly number[];
export type Facts = Readonly<Record<string, Fact>>;

/** What one check found. */
export interface Finding {
  readonly state: "ok" | "warning" | "failed";
  /** One line. */
  readonly summary: string;
  /** For programs; names are stable. */
  readonly facts: Facts;
  /** What it means. */
  readonly why?: string;
  /** The command or setting that mends it; a line each. */
  readonly fix?: readonly string[];
}

export interface CheckResult {
  readonly id: CheckId;
  readonly title: string;
  /** skipped: an earlier one failed. */
  readonly state: Finding["state"] | "skipped";
  readonly summary: string;
  readonly facts: Facts;
  readonly why: string | null;
  readonly fix: readonly string[];
}

/** A way to authenticate that this version knows. */
export interface Method {
  readonly kind: AuthenticationKind;
  /** As `winrm/config/service/auth` calls it. */
  readonly setting: string;
  /** Words of a 401 under which it can be had; none for what TLS brings along. */
  readonly offeredAs: readonly string[];
  /** Resolves when the account was let in; rejects with a `WinRmError`. */
  readonly attempt: (onFallback: (reason: AuthError) => void) => Promise<unknown>;
}

/** One endpoint, and who wants to use it for what. */
export interface Patient {
  readonly url: URL;
  /** The VMM server as seen from the endpoint. */
  readonly server: string;
  readonly tls: TlsOptions;
  /** Of servers that are not verified: the check of TLS tells of them. */
  readonly warn: () => void;
  readonly account: CredentialChoice;
  /** Ways to authenticate: the configured one, then those that might be had instead. */
  readonly methods: (credential: Credential | undefined) => readonly Method[];
  /** Clouds that the manifests name. */
  readonly clouds: readonly string[];
  /** Opens a session as every other command does. */
  readonly open: () => Promise<RunspacePool>;
  /** Told of the batches that are run. */
  readonly observer: EndpointObserver;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** A warm call that takes longer is worth a warning. */
  readonly slowMs: number;
  /** For one step, e.g. a connection. */
  readonly timeoutMs: number;
}

/** What earlier checks leave to later ones. */
export interface Chart {
  addresses: readonly string[];
  date: { readonly server: Date; readonly ours: Date } | undefined;
  offered: readonly string[];
  pool: RunspacePool | undefined;
  executor: BatchExecutor | undefined;
  /** undefined for an endpoint that runs no scripts. */
  session: SessionFacts | undefined;
  connectMs: number;
}

export interface Check {
  readonly id: CheckId;
  readonly title: string;
  examine(patient: Patient, chart: Chart): Promise<Finding>;
}

export const ok = (summary: string, facts: Facts = {}): Finding => ({ state: "ok", summary, facts });

export const warning = (summary: string, facts: Facts, why: string, ...fix: readonly string[]): Finding => ({
  state: "warning",
  summary,
  facts,
  why,
  fix,
});

export const failed = (summary: string, facts: Facts, why: string, ...fix: readonly string[]): Finding => ({
  state: "failed",
  summary,
  facts,
  why,
  fix,
});

/** An error of the WinRM client, in its own words. */
export const failedBy = (summary: string, error: WinRmError, facts: Facts = {}): Finding =>
  failed(summary, { ...facts, code: error.code }, sentence(error.message), sentence(error.hint));

export const sentence = (text: string): string => {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
};

/** To a tenth, for facts. */
export const rounded = (ms: number): number => Math.round(ms * 10) / 10;

export const milliseconds = (ms: number): string => (ms < 10 ? `${ms.toFixed(1)} ms` : `${Math.round(ms)} ms`);
