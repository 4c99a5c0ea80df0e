import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Simulator, startSimulator } from "../simulator/index.ts";
import { changeByHand } from "./demo/change-by-hand.ts";
import { Narrator, UnexpectedExit } from "./demo/narrator.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { processHost } from "./process-host.ts";

/** Virtual seconds to a real one: making a VM takes two minutes of VMM's time. */
const TIME_SCALE = 60;
const SEED = 1;
/** The default is meant for a VMM that takes its time. */
const QUICKLY = ["--poll-interval", "0.1"];

/**
 * The main job from end to end, on a simulated SCVMM that speaks the real wire:
 * 1. look around · 2. plan · 3. apply · 4. plan again: nothing to do · 5. somebody changes things by hand · 6. drift · 7. repair · 8. verify.
 */
async function tell(narrator: Narrator, vmm: Simulator, manifests: string, planFile: string): Promise<void> {
  narrator.title("An SCVMM with 200 VMs, all of other people");
  narrator.typed("scvmm simulate");
  narrator.say(`It speaks WinRM at ${vmm.url}; its time runs ${TIME_SCALE} times as fast as ours.`);
  narrator.say("SCVMM_HOST, SCVMM_USERNAME and SCVMM_PASSWORD are set to what it prints.");
  await narrator.run(["get", "clouds"], EXIT.ok);

  narrator.title("What would the manifests change? Nothing is touched yet.");
  await narrator.run(["plan", "-f", manifests, "--out", planFile], EXIT.ok);

  narrator.title("Make it so");
  await narrator.run(["apply", planFile], EXIT.ok, QUICKLY);

  narrator.title("The same once more: nothing is left to do");
  await narrator.run(["plan", "-f", manifests, "--detailed-exitcode"], EXIT.ok);

  narrator.title("A colleague changes things by hand, in VMM's own PowerShell");
  for (const cmdlet of await changeByHand(vmm)) narrator.typed(cmdlet);

  narrator.title("What has drifted?");
  await narrator.run(["drift", "-f", manifests], EXIT.changes);

  narrator.title("Repair it");
  await narrator.run(["apply", "-f", manifests, "--auto-approve"], EXIT.ok, QUICKLY);

  narrator.title("No drift any more, and the web farm has its virtual IP back");
  await narrator.run(["drift", "-f", manifests], EXIT.ok);
  await narrator.run(["get", "virtualips"], EXIT.ok);

  narrator.say("\nWhere to go next: run `npx scvmm simulate` in one terminal and your own manifests in");
  narrator.say("another; README.md shows how to point them at a real SCVMM.");
}

async function demo(): Promise<ExitCode> {
  const host = processHost();
  const folder = await mkdtemp(join(tmpdir(), "scvmm-demo-"));
  const vmm = await startSimulator({ seed: SEED, timeScale: TIME_SCALE });
  const environment = { ...host.environment, SCVMM_HOST: vmm.url, SCVMM_USERNAME: vmm.username, SCVMM_PASSWORD: vmm.password };
  // That the simulator is not the host of the manifests is the demo's own arrangement, and said at its start.
  const stderr = (text: string) => (text.includes("[HOST_OVERRIDDEN]") ? undefined : host.stderr(text));
  const narrator = new Narrator({ ...host, environment, stderr });
  const manifests = relative(process.cwd(), fileURLToPath(new URL("../examples/01-web-farm", import.meta.url))) || ".";
  try {
    await tell(narrator, vmm, manifests, join(folder, "web-farm.plan"));
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof UnexpectedExit)) throw error;
    host.stderr(`${error.message}\n`);
    return EXIT.error;
  } finally {
    await vmm.close();
    await rm(folder, { recursive: true });
  }
}

process.exitCode = await demo();
