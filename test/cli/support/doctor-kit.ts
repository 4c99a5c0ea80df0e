import type { AddressInfo, Server } from "node:net";
import { afterEach, expect } from "vitest";
import { BATCH_FUNCTION, BOOTSTRAP_SCRIPT } from "../../../provider/batch/bootstrap.ts";
import { DOCTOR_SCRIPT, type SessionFacts } from "../../../provider/batch/doctor.ts";
import { CHECK_IDS } from "../../../provider/cli/doctor/check.ts";
import { type SimulatorOptions, startSimulator } from "../../../provider/simulator/start-simulator.ts";
import { toClixml } from "../../../provider/winrm/index.ts";
import { PipelineFailure, type RunspaceHandler, startWinRmServer, type WinRmServerOptions } from "../../../provider/winrm/server.ts";
import type { Complaint, Verdict } from "./patient.ts";

export const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

export const ACCOUNT = { username: "CONTOSO\\doctor", password: "pw" };
export const DAY = 86_400_000;

export async function simulator(options: SimulatorOptions = {}): Promise<Complaint> {
  const { username, password } = ACCOUNT;
  const started = await startSimulator({ username, password, ...options });
  open.push(started);
  return { url: started.url, username, password };
}

/** A WinRM server with anything behind it. */
export async function winRm(options: Partial<WinRmServerOptions> = {}): Promise<Complaint> {
  const server = await startWinRmServer({
    host: "127.0.0.1",
    port: 0,
    accounts: [ACCOUNT],
    openRunspace: () => session({}),
    ...options,
  });
  open.push(server);
  return { url: server.url, username: ACCOUNT.username, password: ACCOUNT.password };
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  return (server.address() as AddressInfo).port;
}

const SESSION: SessionFacts = {
  PowerShell: "5.1.17763.1",
  Edition: "Desktop",
  Language: "FullLanguage",
  HasFunction: false,
  Versions: ["2.1.0"],
  Imported: "2.1.0",
  Problem: null,
};

interface Behaviour {
  readonly session?: Partial<SessionFacts>;
  /** FullyQualifiedErrorId with which scripts are refused. */
  readonly noScripts?: string;
  readonly hasFunction?: boolean;
  readonly notConnected?: string;
}

function failure(message: string, fullyQualifiedErrorId: string): PipelineFailure {
  return new PipelineFailure({ message, fullyQualifiedErrorId, category: "NotSpecified", exceptionType: "System.Exception" });
}

/** A session that answers as one on a host in some state. */
export function session({ session, noScripts, hasFunction = false, notConnected }: Behaviour): RunspaceHandler {
  const batch = () => {
    if (notConnected) throw failure("You cannot access VMM server vmm01.", notConnected);
    return '{"format":1,"results":[]}';
  };
  return {
    run: async ({ commands: [command] }, sink) => {
      const { text = "", isScript = false } = command ?? {};
      if (isScript && noScripts) throw failure("scripts are not allowed", noScripts);
      const answers: Record<string, () => unknown> = { [DOCTOR_SCRIPT]: () => ({ ...SESSION, ...session }), [BOOTSTRAP_SCRIPT]: batch };
      const isProbe = command?.parameters.some(({ name }) => name === "ScvmmDoctor");
      if (hasFunction && isProbe) throw failure("no such parameter", `NamedParameterNotFound,${BATCH_FUNCTION}`);
      if (hasFunction) Object.assign(answers, { [BATCH_FUNCTION]: batch });
      const answer = answers[text];
      if (!answer) throw failure(`The term '${text}' is not recognized`, "CommandNotFoundException");
      sink.output(toClixml(answer() as object));
    },
    close: () => {},
  };
}

const before = (id: string) => CHECK_IDS.slice(0, CHECK_IDS.indexOf(id as (typeof CHECK_IDS)[number]));
export const after = (id: string) => CHECK_IDS.slice(CHECK_IDS.indexOf(id as (typeof CHECK_IDS)[number]) + 1);

/** Exactly this layer has failed: those before stand, those after were not tried, and a person is told what to do. */
export function expectBroken(verdict: Verdict, id: string): void {
  expect(verdict.failed).toEqual([id]);
  expect(verdict.warning).toEqual([]);
  expect(verdict.ok).toEqual(before(id));
  expect(verdict.skipped).toEqual(after(id));
  expect(verdict.of(id).why).toMatch(/\w/);
  expect(verdict.of(id).fix.length).toBeGreaterThan(0);
}
