import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { type Check, failed, milliseconds, ok, type Patient, rounded } from "../check.ts";
import { within } from "../within.ts";

/** Without the brackets of an IPv6 address. */
export const hostOf = ({ url }: Patient): string => url.hostname.replace(/^\[|\]$/g, "");

const CAUSES: Readonly<Record<string, string>> = {
  ENOTFOUND: "The name is not known.",
  EAI_AGAIN: "No name server answers.",
  ETIMEOUT: "No name server answers in time.",
};

/** By the system's own way, hosts file included, as the connection will. */
export const nameCheck: Check = {
  id: "name",
  title: "Name",
  async examine(patient, chart) {
    const host = hostOf(patient);
    if (isIP(host) !== 0) {
      chart.addresses = [host];
      return ok(`${host} is an address`, { host, addresses: chart.addresses });
    }
    const started = performance.now();
    try {
      const found = await within(patient, lookup(host, { all: true }), "ETIMEOUT");
      chart.addresses = found.map(({ address }) => address);
    } catch (error) {
      const { code = "unknown" } = error as NodeJS.ErrnoException;
      return failed(
        `${host} cannot be resolved`,
        { host, code },
        CAUSES[code] ?? `The system says ${code}.`,
        `Look it up by hand: nslookup ${host}`,
        "Correct scvmmHost or execHosts of the ScvmmProvider (or SCVMM_HOST), write the full name, or put the name into DNS.",
      );
    }
    const durationMs = rounded(performance.now() - started);
    return ok(`${host} is ${chart.addresses.join(", ")} (${milliseconds(durationMs)})`, { host, addresses: chart.addresses, durationMs });
  },
};
