import { once } from "node:events";
import { connect } from "node:net";
import { type Check, failed, milliseconds, ok, type Patient, rounded, warning } from "../check.ts";
import { within } from "../within.ts";
import { hostOf } from "./name.ts";

interface Try {
  readonly address: string;
  readonly durationMs: number;
  /** undefined when it connected. */
  readonly code: string | undefined;
}

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "The host refuses the connection: nothing listens on that port, or a firewall rejects it.",
  ETIMEDOUT: "The host does not answer: a firewall drops the connection, the host is down, or the address is another one's.",
  EHOSTUNREACH: "There is no way to the host.",
  ENETUNREACH: "There is no way to the host's network.",
};

const port = ({ url }: Patient) => Number(url.port || (url.protocol === "https:" ? 443 : 80));

async function dial(patient: Patient, address: string): Promise<Try> {
  const started = performance.now();
  const socket = connect({ host: address, port: port(patient) });
  const tried = (code: string | undefined): Try => ({ address, durationMs: rounded(performance.now() - started), code });
  try {
    await within(patient, once(socket, "connect"));
    return tried(undefined);
  } catch (error) {
    if (patient.signal.aborted) throw error;
    return tried((error as NodeJS.ErrnoException).code ?? "unknown");
  } finally {
    socket.destroy();
  }
}

/** Every address of the name: with several, one that is dead makes connections fail now and then. */
export const tcpCheck: Check = {
  id: "tcp",
  title: "TCP",
  async examine(patient, chart) {
    const tries = await Promise.all(chart.addresses.map((address) => dial(patient, address)));
    const reached = tries.filter(({ code }) => code === undefined);
    const dead = tries.filter(({ code }) => code !== undefined);
    const [first] = reached;
    const facts = { port: port(patient), reached: reached.map(({ address }) => address), dead: dead.map(({ address }) => address) };
    const { code = "unknown" } = dead[0] ?? {};
    if (first === undefined) {
      return failed(
        `No connection to ${patient.url.hostname}, port ${facts.port}`,
        { ...facts, code },
        CAUSES[code] ?? `The system says ${code}.`,
        `See from here: nc -vz ${hostOf(patient)} ${facts.port}, or Test-NetConnection ${hostOf(patient)} -Port ${facts.port}`,
        "See on the host: winrm enumerate winrm/config/listener; make listeners with winrm quickconfig (HTTP, 5985) or winrm quickconfig -transport:https (5986)",
        `Open port ${facts.port} in the firewalls between, for this machine's address.`,
      );
    }
    chart.connectMs = first.durationMs;
    const summary = `port ${facts.port} answers in ${milliseconds(first.durationMs)}`;
    const durations = { ...facts, durationMs: first.durationMs };
    if (dead.length === 0) return ok(summary, durations);
    return warning(
      `${summary}, but not at ${facts.dead.join(", ")}`,
      { ...durations, code },
      "The name has several addresses, and not all of them take connections.",
      "Remove addresses that are not in use from DNS.",
    );
  },
};
