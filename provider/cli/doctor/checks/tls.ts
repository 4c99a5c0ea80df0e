import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { inspectTls, TlsError, type TlsInspection, WinRmError } from "../../../winrm/index.ts";
import { type Check, type Finding, failed, failedBy, ok, type Patient, warning } from "../check.ts";
import { hostOf } from "./name.ts";

/** One of the things that are wrong with a certificate. */
interface Trouble {
  readonly problem: "name" | "dates" | "chain" | "other";
  readonly why: string;
  readonly fix: readonly string[];
}

const DAY_MS = 86_400_000;
/** Long enough to order a new one. */
const SOON_DAYS = 14;

const UNTRUSTED: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "It is signed by itself, and nothing here says to trust it.",
  SELF_SIGNED_CERT_IN_CHAIN: "It comes from an authority that is not known here.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "It comes from an authority that is not known here, or the host does not send the whole chain.",
  UNABLE_TO_GET_ISSUER_CERT: "The certificate of its authority is missing here.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "It comes from an authority that is not known here.",
};
/** Verdicts that are found out here by looking. */
const SEEN = new Set(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"]);

const LISTENER =
  "On the host, give the listener a good certificate: winrm set winrm/config/Listener?Address=*+Transport=HTTPS '@{CertificateThumbprint=\"…\"}'";

const commonName = (subject: string) => /(?:^|\n)CN=(.*)/.exec(subject)?.[1] ?? subject.replaceAll("\n", ", ");
/** Without colons it fits on a line of 80 columns, from where it is copied. */
const pinOf = ({ fingerprint256 }: X509Certificate) => fingerprint256.replaceAll(":", "");
const namesOf = ({ subject, subjectAltName }: X509Certificate) =>
  subjectAltName?.replaceAll(/(?:DNS|IP Address):/g, "") ?? commonName(subject);

function isFor(certificate: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;
}

/** OpenSSL tells one fault alone: an expired certificate may be an unknown one too. */
function isUnknownToo(certificate: X509Certificate, { tls }: Patient): boolean {
  if (!certificate.checkIssued(certificate)) return false;
  return ![tls.ca ?? []].flat().some((pem) => new X509Certificate(pem).fingerprint256 === certificate.fingerprint256);
}

/** Everything that is wrong, not the first alone. */
function troubles(patient: Patient, certificate: X509Certificate, problem: string | null): readonly Trouble[] {
  const found: Trouble[] = [];
  const now = patient.now().getTime();
  const name = patient.tls.serverName ?? hostOf(patient);
  const verdict = problem !== null && SEEN.has(problem) && isUnknownToo(certificate, patient) ? "DEPTH_ZERO_SELF_SIGNED_CERT" : problem;
  if (verdict !== null && !SEEN.has(verdict)) {
    const known = UNTRUSTED[verdict];
    const fix = [
      "Compare the fingerprint with the host's own, then pin it: spec.connection.fingerprint of the ScvmmProvider, or SCVMM_FINGERPRINT.",
      "Or trust its authority: spec.connection.caFile, or SCVMM_CA_FILE, names a PEM file.",
    ];
    found.push({ problem: known ? "chain" : "other", why: known ?? `OpenSSL says ${verdict}.`, fix });
  }
  if (now > Date.parse(certificate.validTo))
    found.push({ problem: "dates", why: `It expired on ${certificate.validTo}.`, fix: [LISTENER] });
  if (now < Date.parse(certificate.validFrom)) {
    found.push({ problem: "dates", why: `It is valid only from ${certificate.validFrom}.`, fix: ["Compare the clocks of both sides."] });
  }
  if (!isFor(certificate, name)) {
    const fix = [
      "Write scvmmHost (or execHosts) as a name that the certificate has, or say which to expect: spec.connection.serverName.",
      LISTENER,
    ];
    found.push({ problem: "name", why: `It is for ${namesOf(certificate)}, not for ${name}.`, fix });
  }
  return found;
}

function judge(patient: Patient, { protocol, certificate, problem, refusal }: TlsInspection): Finding {
  if (certificate === undefined)
    return failed("the host shows no certificate", { protocol }, "A listener without a certificate cannot prove who it is.", LISTENER);
  const daysLeft = Math.floor((Date.parse(certificate.validTo) - patient.now().getTime()) / DAY_MS);
  const found = troubles(patient, certificate, problem);
  const facts = {
    protocol,
    subject: commonName(certificate.subject),
    issuer: commonName(certificate.issuer),
    names: namesOf(certificate),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
    daysLeft,
    fingerprint: certificate.fingerprint256,
    problems: refusal?.reason === "pin-mismatch" ? ["pin"] : found.map((trouble) => trouble.problem),
  };
  if (refusal?.reason === "pin-mismatch") {
    return failed(
      "the host does not show the pinned certificate",
      facts,
      "It was renewed, or somebody else answers.",
      "Compare with the host: Get-ChildItem Cert:\\LocalMachine\\My; Windows shows SHA-1 there, so compare subject and dates too",
      `If it is the host's, pin it (spec.connection.fingerprint, SCVMM_FINGERPRINT):\n${pinOf(certificate)}`,
    );
  }
  if (refusal) {
    return failed(
      `the certificate of ${patient.url.host} cannot be accepted`,
      facts,
      [...found.map(({ why }) => why), `Its SHA-256 fingerprint is\n${pinOf(certificate)}`].join(" "),
      ...new Set(found.flatMap(({ fix }) => fix)),
    );
  }
  const left = `${daysLeft} days left`;
  if (patient.tls.insecureSkipVerify && found.length > 0) {
    return warning(
      `${protocol}, certificate not checked`,
      facts,
      `Anybody between can read and change everything. ${found.map(({ why }) => why).join(" ")}`,
      `Pin the certificate instead (spec.connection.fingerprint):\n${pinOf(certificate)}`,
    );
  }
  const summary = `${protocol}, certificate ${patient.tls.fingerprint === undefined ? "trusted" : "pinned"}, ${left}`;
  if (daysLeft >= SOON_DAYS) return ok(summary, facts);
  return warning(summary, facts, "The certificate ends soon, or has ended.", LISTENER);
}

/** The handshake and the certificate: chain, name, dates, fingerprint. */
export const tlsCheck: Check = {
  id: "tls",
  title: "TLS",
  async examine(patient) {
    if (patient.url.protocol === "http:") return ok("not used: the address is http", { used: false });
    try {
      return judge(patient, await inspectTls(patient));
    } catch (error) {
      if (!(error instanceof WinRmError)) throw error;
      const reason = error instanceof TlsError ? { reason: error.reason } : {};
      const finding = failedBy(`no TLS with ${patient.url.host}`, error, reason);
      const plain = "Or, on a trusted network, write scvmmHost as a URL that starts with http://";
      const isPlain = error instanceof TlsError && error.reason === "no-tls";
      return { ...finding, fix: [...(finding.fix ?? []), ...(isPlain ? [plain] : [])] };
    }
  },
};
