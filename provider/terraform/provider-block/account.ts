import { readCredentialSources } from "../../connect/credential-sources.ts";
import type { CredentialSources } from "../../model/credential.ts";
import { type Credential, Secret } from "../../model/secret.ts";
import type { ObjectValue } from "../value/value.ts";
import { type BlockProblem, problem, textOf } from "./problem.ts";

export type Account =
  | { readonly credential: Credential }
  | { readonly problem: BlockProblem }
  /** Where to look for one. */
  | { readonly sources: CredentialSources };

/**
 * The account of a provider block, the nearest first:
 *
 * 1. `username` and `password`, of which the environment may give the other: its password only with the user name that it is of
 * 2. `credentials_file`
 * 3. the environment: SCVMM_USERNAME and SCVMM_PASSWORD, or the file that SCVMM_CREDENTIALS_FILE names
 *
 * Throws DiagnosticError where a file cannot be read.
 */
export async function accountOf(config: ObjectValue, environment: CredentialSources["environment"]): Promise<Account> {
  const written = { username: textOf(config, "username"), password: textOf(config, "password") };
  if (written.username !== undefined || written.password !== undefined) return writtenAccount(written, environment);
  const file = textOf(config, "credentials_file");
  return { sources: await readCredentialSources(environment, file === undefined ? undefined : { file, origin: "credentials_file" }) };
}

interface Written {
  readonly username: string | undefined;
  readonly password: string | undefined;
}

function writtenAccount(written: Written, environment: CredentialSources["environment"]): Account {
  const { SCVMM_USERNAME: user, SCVMM_PASSWORD: secret } = environment;
  const username = written.username ?? user;
  const password = written.password ?? (!user || user === username ? secret : undefined);
  if (username && password) return { credential: { username, password: new Secret(password) } };
  const [set, unset, variable] = username
    ? (["username", "password", "SCVMM_PASSWORD"] as const)
    : (["password", "username", "SCVMM_USERNAME"] as const);
  const detail =
    user && secret && username
      ? "The environment has a password, but of another user: SCVMM_USERNAME names whom it belongs to."
      : "Neither the provider block nor the environment has it.";
  return { problem: problem("CREDENTIAL_INCOMPLETE", [set], `${set} is set, ${unset} is not`, `Set ${unset}, or ${variable}.`, detail) };
}
