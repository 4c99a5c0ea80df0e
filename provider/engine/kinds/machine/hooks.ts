import type { HookPoint } from "../../../model/hooks.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Json } from "../../../model/plan.ts";
import type { Id } from "../../inventory.ts";
import type { Planning } from "../../kind.ts";
import { runHook } from "../../steps.ts";
import { listed } from "../../text.ts";
import type { Step } from "../../work.ts";
import type { MachineHooks } from "./goal.ts";

/** null: the provider has none. */
export function hooksOf({ manifests }: Planning, provider: string, loaded: LoadedMachine | null): MachineHooks | null {
  const spec = manifests.providers.find(({ address }) => address === provider)?.value.spec;
  if (!spec?.extraFunctions) return null;
  return { scripts: spec.extraFunctions, environment: spec.env ?? {}, spec: loaded === null ? {} : plain(loaded.value.spec) };
}

/** Through text: what is undefined is left out, and the rest is data. */
const plain = (value: object): Json => JSON.parse(JSON.stringify(value));

export interface Subject {
  readonly hooks: MachineHooks | null;
  readonly mark: { readonly address: string };
}

/** For the plan: which functions will run, so that nobody is surprised by them; "" for none. */
export function hookNote(points: readonly HookPoint[], { hooks }: Subject): string {
  const there = points.filter((point) => hooks?.scripts[point]?.trim());
  return there.length === 0 ? "" : `; runs ${listed(there)}`;
}

/** The step that runs the function of this point, if there is one. */
export function hookSteps(point: HookPoint, { hooks, mark }: Subject, vm: { readonly id: Id | null; readonly name: string }): Step[] {
  const script = hooks?.scripts[point];
  if (!hooks || !script?.trim()) return [];
  const parameters = { Id: vm.id ?? "", Name: vm.name, Manifest: mark.address, Spec: hooks.spec, Environment: { ...hooks.environment } };
  return [runHook({ point, script, parameters })];
}
