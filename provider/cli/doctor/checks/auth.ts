import { AuthError, type AuthenticationKind, type AuthFailure, WinRmError } from "../../../winrm/index.ts";
import { type Check, type Facts, type Finding, failed, failedBy, type Method, ok, type Patient, sentence } from "../check.ts";

const isOffered = (offered: readonly string[], { offeredAs }: Method) =>
  offeredAs.length === 0 || offeredAs.some((scheme) => offered.some((one) => one.toLowerCase() === scheme.toLowerCase()));

const offersBasic = (offered: readonly string[]) => offered.some((scheme) => scheme.toLowerCase() === "basic");

const BASIC =
  "Or take Basic, which the host offers: spec.connection.authentication: basic (SCVMM_AUTHENTICATION). It hands the host the password itself; only over HTTPS, and for local accounts.";

/** What is wanted is not among what the host offers. */
function noCommonScheme(methods: readonly Method[], offered: readonly string[]) {
  const settings = [...new Set(methods.map(({ setting }) => setting))];
  const wanted = methods[0]?.kind ?? null;
  return failed(
    `the host takes ${offered.join(", ") || "no scheme at all"}, not ${wanted}`,
    { offered, wanted, tried: [] },
    "There is no way to authenticate that both sides may take.",
    ...settings.map((setting) => `Allow ${setting} on the host: winrm set winrm/config/service/auth '@{${setting}="true"}'`),
    "Group policy goes before that setting: Computer Configuration, Administrative Templates, Windows Components, Windows Remote Management (WinRM), WinRM Service.",
    ...(offersBasic(offered) && wanted !== "basic" ? [BASIC] : []),
  );
}

function noAccount(patient: Patient, offered: readonly string[]) {
  const [problem] = patient.account.diagnostics;
  return failed(
    "there is no account to log on with",
    { offered, code: problem?.code ?? null },
    [problem?.summary, problem?.detail]
      .filter((text) => text !== undefined)
      .map(sentence)
      .join(" "),
    ...(problem?.hint ? [problem.hint] : []),
  );
}

interface Trial {
  /** What came of each method, e.g. `ntlm: refused`. */
  readonly told: readonly string[];
  readonly accepted: Method | undefined;
  /** Why the accepted one was not carried by Kerberos. */
  readonly fallback: AuthError | undefined;
  /** Of the first that failed: that is the one which is wanted. */
  readonly error: WinRmError | undefined;
}

const WORDS: Readonly<Record<AuthFailure, string>> = {
  credentials: "refused",
  "not-offered": "not offered",
  "clear-text": "not tried, it would show the password",
  unavailable: "not tried, something for it is missing here",
  handshake: "failed",
};

/** Only what sent no password and no proof of it may be followed by another way. */
const MAY_GO_ON: ReadonlySet<AuthFailure> = new Set(["not-offered", "clear-text", "unavailable"]);

/** Each method until one is let in. A refused account ends the trying: every further refusal counts towards its lock-out. */
async function tryOut(methods: readonly Method[]): Promise<Trial> {
  const told: string[] = [];
  let first: WinRmError | undefined;
  for (const method of methods) {
    let fallback: AuthError | undefined;
    const onFallback = (reason: AuthError) => {
      fallback = reason;
    };
    try {
      await method.attempt(onFallback);
      return { told: [...told, `${method.kind}: accepted`], accepted: method, fallback, error: first };
    } catch (error) {
      if (!(error instanceof WinRmError)) throw error;
      first ??= error;
      told.push(`${method.kind}: ${error instanceof AuthError ? WORDS[error.failure] : "failed"}`);
      if (!(error instanceof AuthError && MAY_GO_ON.has(error.failure))) break;
    }
  }
  return { told, accepted: undefined, fallback: undefined, error: first };
}

/** In words: the account, and where it came from. */
function whoIs({ account: { credential, origin } }: Patient): string {
  return credential ? `${credential.username} (from ${origin ?? "somewhere"})` : "whoever the ticket or certificate names";
}

function judge(patient: Patient, wanted: AuthenticationKind | null, facts: Facts, { accepted, fallback, error }: Trial): Finding {
  const who = whoIs(patient);
  if (accepted?.kind === wanted) {
    return ok(`${wanted}${fallback ? ", by NTLM" : ""}, as ${who}`, { ...facts, noKerberos: fallback?.message ?? null });
  }
  if (accepted) {
    const why = error ? `${sentence(error.message)} ${sentence(error.hint)}` : "The host does not offer it.";
    const setting = `Write authentication: ${accepted.kind} under spec.connection of the ScvmmProvider, or set SCVMM_AUTHENTICATION=${accepted.kind}.`;
    return failed(`${wanted} cannot be had, ${accepted.kind} can`, facts, why, setting);
  }
  const finding = failedBy(
    `${who} is not let in`,
    error ?? new AuthError("no way was tried", "see the schemes that the host offers"),
    facts,
  );
  const username = patient.account.credential?.username ?? "DOMAIN\\user";
  const byHand = `Try it by hand from Windows: Test-WSMan ${patient.url.hostname} -Credential ${username} -Authentication Default`;
  return { ...finding, fix: [...(finding.fix ?? []), byHand] };
}

/** The schemes that the host offers, those that were tried, and what came of it. */
export const authCheck: Check = {
  id: "auth",
  title: "Authentication",
  async examine(patient, { offered }) {
    const { credential, origin, diagnostics } = patient.account;
    if (credential === undefined && diagnostics.length > 0) return noAccount(patient, offered);
    const methods = patient.methods(credential);
    const common = methods.filter((method) => isOffered(offered, method));
    if (common.length === 0) return noCommonScheme(methods, offered);
    const trial = await tryOut(common);
    const wanted = methods[0]?.kind ?? null;
    const facts = { offered, wanted, tried: trial.told, user: credential?.username ?? null, origin: origin ?? null };
    return judge(patient, wanted, facts, trial);
  },
};
