import { HOST_VARIABLE } from "../../connect/override-host.ts";
import { type Way, wayTo } from "../../connect/way.ts";
import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import { loadManifests } from "../../model/load-manifests.ts";
import type { LoadedProvider } from "../../model/manifests.ts";
import { SCOPE_PATTERN } from "../../model/mark.ts";
import type { AttributePath } from "../schema/mapping.ts";
import { isObject, type ObjectValue } from "../value/value.ts";
import { accountOf } from "./account.ts";
import { BLOCK, manifestText, unknownPaths } from "./manifest.ts";
import { type BlockProblem, hasErrors, ofBlock, problem, textOf } from "./problem.ts";
import { withoutWritten } from "./variables.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A provider block that can be used. */
export interface Block {
  readonly way: Way;
  readonly scope: string;
  readonly readOnly: boolean;
  readonly parallelism: number;
  readonly keepSession: boolean;
}

export interface BlockReading {
  /** Absent where there are errors, or unknown attributes. */
  readonly block?: Block;
  /** Attributes that Terraform knows only when it has made something else. */
  readonly unknown: readonly AttributePath[];
  readonly problems: readonly BlockProblem[];
}

const DEFAULT_SCOPE = "default";
const DEFAULT_PARALLELISM = 10;
const MOST_PARALLELISM = 256;

/** Everything that can be said of a configuration as it stands, whatever the environment that it will be used in. */
export function checkBlock(config: ObjectValue): readonly BlockProblem[] {
  return [...load(config, undefined).problems, ...checkOwn(config)];
}

/**
 * A provider block as something to connect with. Contacts nothing; reads the files that it names.
 *
 * 1. What is wrong whatever the environment. 2. Where something is not known yet, no more. 3. The host. 4. The account. 5. The way.
 */
export async function readBlock(config: ObjectValue, environment: Environment): Promise<BlockReading> {
  const { provider, problems: ofManifest } = load(config, environment[HOST_VARIABLE]);
  const problems = [...ofManifest, ...checkOwn(config), ...trusting(config)];
  const unknown = unknownPaths(config);
  if (unknown.length > 0 || provider === undefined || hasErrors(problems)) return { unknown, problems };
  if (!textOf(config, "host") && !environment[HOST_VARIABLE]) return { unknown, problems: [...problems, NO_HOST] };
  const { way, problems: ofWay } = await wayOf(config, provider, environment);
  const all = [...problems, ...ofWay];
  return way === undefined || hasErrors(all)
    ? { unknown, problems: all }
    : { unknown, problems: all, block: { way, ...settingsOf(config) } };
}

const NO_HOST = problem("PROVIDER_NO_HOST", ["host"], "No SCVMM is named", `Set host, or the environment variable ${HOST_VARIABLE}.`);

function load(config: ObjectValue, host: string | undefined) {
  const { manifests, diagnostics } = loadManifests([{ file: BLOCK, text: manifestText(config, host) }]);
  return { provider: manifests.providers[0], problems: diagnostics.map(ofBlock) };
}

interface FoundWay {
  readonly way?: Way;
  readonly problems: readonly BlockProblem[];
}

async function wayOf(config: ObjectValue, provider: LoadedProvider, environment: Environment): Promise<FoundWay> {
  try {
    const account = await accountOf(config, environment);
    if ("problem" in account) return { problems: [account.problem] };
    const [who, sources] = "credential" in account ? [{ ...provider, ...account }, { environment: {} }] : [provider, account.sources];
    const { diagnostics, ...way } = wayTo(who, sources, withoutWritten(config, environment));
    return { way, problems: diagnostics.map(ofWay) };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return {
      problems: error.diagnostics.map((diagnostic) => ({
        diagnostic,
        attribute: textOf(config, "credentials_file") ? ["credentials_file"] : [],
      })),
    };
  }
}

const NO_ACCOUNT = problem(
  "CREDENTIAL_MISSING",
  [],
  "No account is named",
  "Set SCVMM_USERNAME and SCVMM_PASSWORD, or name a file in credentials_file.",
  "Neither the provider block, nor the environment, nor a credentials file gives one.",
);

/** A missing account has other remedies than a manifest's. */
const ofWay = (diagnostic: Diagnostic): BlockProblem => (diagnostic.code === NO_ACCOUNT.diagnostic.code ? NO_ACCOUNT : ofBlock(diagnostic));

function settingsOf(config: ObjectValue) {
  const { read_only: readOnly, parallelism, keep_session: keepSession } = config;
  return {
    scope: textOf(config, "scope") ?? DEFAULT_SCOPE,
    readOnly: readOnly === true,
    parallelism: typeof parallelism === "number" ? parallelism : DEFAULT_PARALLELISM,
    keepSession: keepSession === true,
  };
}

/** What no manifest holds. */
function checkOwn(config: ObjectValue): readonly BlockProblem[] {
  const { scope, parallelism = null } = config;
  const isBadScope = typeof scope === "string" && !SCOPE_PATTERN.test(scope);
  const isBadNumber =
    typeof parallelism === "number" && !(Number.isInteger(parallelism) && parallelism >= 1 && parallelism <= MOST_PARALLELISM);
  const isTwice =
    textOf(config, "credentials_file") !== undefined && (textOf(config, "username") ?? textOf(config, "password")) !== undefined;
  return [
    ...(isBadScope ? [invalid("scope", "Write lower-case letters, digits, '-' and '.', at most 63.")] : []),
    ...(isBadNumber ? [invalid("parallelism", `Write a whole number from 1 to ${MOST_PARALLELISM}.`)] : []),
    ...(isTwice ? [TWICE] : []),
  ];
}

const invalid = (attribute: string, hint: string) => problem("PROVIDER_INVALID", [attribute], `${attribute} is not valid`, hint);

const TWICE = problem(
  "PROVIDER_INVALID",
  ["credentials_file"],
  "The account is named twice",
  "Give credentials_file, or username and password.",
  "A user name and its password are taken from the same place.",
);

/** Told where the block is read, since the connection itself may be made in the middle of something else. */
function trusting(config: ObjectValue): readonly BlockProblem[] {
  const connection = config["connection"] ?? null;
  if (!isObject(connection) || connection["insecure_skip_verify"] !== true) return [];
  const diagnostic: Diagnostic = {
    code: "WINRM_TLS_UNVERIFIED",
    severity: "warning",
    summary: "The host is not verified (insecure_skip_verify)",
    detail: "Anybody between can read and change everything.",
    hint: "Give the SHA-256 fingerprint of the host's certificate as connection.fingerprint instead.",
  };
  return [{ diagnostic, attribute: ["connection", "insecure_skip_verify"] }];
}
