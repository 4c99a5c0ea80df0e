import { setTimeout } from "node:timers/promises";
import { hclog } from "../log/log.ts";
import type { Provider } from "../provider.ts";
import { debugText, NOT_BY_HAND } from "./by-hand.ts";
import { faultAnswer, logFault } from "./fault.ts";
import { type Invitation, readInvitation } from "./handshake.ts";
import { laterHandlers } from "./later.ts";
import { reattachment, type Serving, serve } from "./serve.ts";
import { SOURCE } from "./source.ts";

/** The process as the provider sees it. */
export interface Surface {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly pid: number;
  readonly platform: NodeJS.Platform;
  /** Resolves when the text is written. */
  readonly stdout: (text: string) => Promise<void>;
  readonly stderr: (text: string) => void;
  /** From now on, in place of ending the process. */
  readonly onSignal: (signal: "SIGINT" | "SIGTERM", heard: () => void) => void;
  /** From now on, in place of ending the process: what nobody has caught. */
  readonly onUncaught: (told: (error: unknown) => void) => void;
  /** Id of the process that has started this one; another one's when that is gone. */
  readonly parent: () => number;
}

/** Of an answer that is on its way when the process could end. */
const FLUSH_MS = 10;
/** How often the parent is looked at. */
const PARENT_MS = 2000;
/** What giving a session back may cost: Terraform waits for it, at each of its starts of the provider. */
const CLOSE_MS = 80;

/** Runs the provider as its arguments say, and resolves to the exit code. */
export async function run(words: readonly string[], surface: Surface): Promise<number> {
  if (words.includes("--version")) return told(surface.stdout, `${surface.version}\n`);
  if (words.includes("--debug")) return debug(surface);
  const invitation = readInvitation(surface.environment);
  if (typeof invitation === "object") return serveOnce(surface, invitation);
  surface.stderr(invitation === undefined ? NOT_BY_HAND : `${invitation}\n`);
  return 1;
}

async function told(write: Surface["stdout"], text: string): Promise<number> {
  await write(text);
  return 0;
}

/**
 * For the Terraform that has started this process.
 *
 * 1. Signals go to the whole group of processes: Terraform says itself what is to be stopped, and ends this process in the end.
 * 2. Serve. 3. Shake hands. 4. Until Terraform is done, or gone: then nobody waits for an answer any more. 5. Give sessions back, quickly.
 */
async function serveOnce(surface: Surface, invitation: Invitation): Promise<number> {
  for (const signal of ["SIGINT", "SIGTERM"] as const) surface.onSignal(signal, () => {});
  const { serving, close } = await start(surface, invitation);
  await surface.stdout(serving.handshake);
  await Promise.race([serving.ended, parentGone(surface)]);
  await Promise.all([close(CLOSE_MS), setTimeout(FLUSH_MS)]);
  serving.close();
  return 0;
}

/** Terraform can die before it has ever called, when no connection could break. Windows gives no orphan another parent. */
function parentGone({ parent }: Surface): Promise<void> {
  const first = parent();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (parent() === first) return;
      clearInterval(timer);
      resolve();
    }, PARENT_MS).unref();
  });
}

/** For any Terraform that is told where to find it, one after the other; none of them ends it. */
async function debug(surface: Surface): Promise<number> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) surface.onSignal(signal, resolve);
  });
  const { serving, close } = await start(surface, { clientCertificate: undefined });
  await surface.stdout(debugText(reattachment(SOURCE, serving.address, surface.pid)));
  await stopped;
  await close(CLOSE_MS);
  serving.close();
  return 0;
}

interface Started {
  readonly serving: Serving;
  /** Nothing to do before the first call. */
  readonly close: (mostMs: number) => Promise<void>;
}

/** The engine and what it needs are loaded by the first call, when the handshake is over. */
async function start({ environment, platform, stderr, onUncaught }: Surface, invitation: Invitation): Promise<Started> {
  const log = hclog(stderr);
  // To end here would lose what is being made; whoever waits for an answer gets one, or its own error.
  onUncaught((error) => logFault(log, "nothing", error));
  let provider: Provider | undefined;
  const handlers = laterHandlers(async () => {
    provider = (await import("../provider.ts")).makeProvider({ environment, log });
    return provider.handlers;
  });
  const serving = await serve({ handlers, onFault: faultAnswer(log), invitation, now: new Date(), platform });
  return { serving, close: async (mostMs) => provider?.close(mostMs) };
}
