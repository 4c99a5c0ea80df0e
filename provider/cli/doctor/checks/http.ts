import { type Identity, identify, WinRmError } from "../../../winrm/index.ts";
import { type Check, type Facts, failed, failedBy, ok, type Patient } from "../check.ts";

const LISTENER = "See on the host which path and port WinRM has: winrm enumerate winrm/config/listener";

/** What other answers mean than those of WinRM. */
const STATUS_CAUSES: Readonly<Record<number, string>> = {
  403: "The host forbids this address.",
  404: "There is an HTTP server, but nothing at this path.",
  405: "There is an HTTP server, but no WinRM at this path.",
  407: "A proxy between wants a log-on of its own.",
  502: "A proxy between cannot reach the host.",
  503: "The WinRM service does not run, is stopping, or a quota of HTTP.sys is used up.",
  504: "A proxy between cannot reach the host.",
};

/** WinRM asks strangers to authenticate, or tells them what it is. */
const isWinRm = ({ status, product, offered }: Identity) => product !== undefined || (status === 401 && offered.length > 0);

function noWinRm({ url }: Patient, { status }: Identity, facts: Facts) {
  return failed(
    `${url.host} answers with HTTP status ${status}, not as WinRM`,
    facts,
    STATUS_CAUSES[status] ?? "Something else than WinRM listens there, or a proxy answers in its place.",
    ...(status === 503 ? ["Start the service on the host: Start-Service WinRM; see its log Microsoft-Windows-WinRM/Operational"] : []),
    LISTENER,
    "Correct the port or the path: scvmmHost may be a URL such as https://host:5986/wsman",
  );
}

/** Whether WS-Man answers at the address, to a stranger. */
export const httpCheck: Check = {
  id: "http",
  title: "WinRM",
  async examine(patient, chart) {
    try {
      const sent = patient.now().getTime();
      const identity = await identify(patient);
      const ours = new Date((sent + patient.now().getTime()) / 2);
      const { status, product, offered, date, software } = identity;
      const facts = { status, software: software ?? null, vendor: product?.vendor ?? null, version: product?.version ?? null, offered };
      if (!isWinRm(identity)) return noWinRm(patient, identity, facts);
      chart.offered = offered;
      chart.date = date === undefined ? undefined : { server: date, ours };
      return ok(`${software ?? "something"} asks for ${offered.join(" or ") || "no authentication"}`, facts);
    } catch (error) {
      if (!(error instanceof WinRmError)) throw error;
      const finding = failedBy(`${patient.url.host} does not answer HTTP`, error);
      return { ...finding, fix: [...(finding.fix ?? []), LISTENER, ...(patient.url.protocol === "http:" ? [TLS_PORT] : [])] };
    }
  },
};

const TLS_PORT = "If that port speaks TLS (as 5986 does), write scvmmHost as a URL that starts with https://";
