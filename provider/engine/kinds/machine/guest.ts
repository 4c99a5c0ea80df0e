import type { Diagnostic } from "../../../model/diagnostic.ts";
import { DEFAULT_HOSTNAME, isHostname, renderHostname } from "../../../model/hostname.ts";
import type { Guest } from "../../../model/kinds/guest.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import type { AttributeChange, Json } from "../../../model/plan.ts";
import type { GuestCustomization } from "../../guest.ts";
import type { Inventory } from "../../inventory.ts";
import { attributeChange, type MachineAttribute } from "./policies.ts";

/** The guest of a machine that is being made, and what its plan shows: of Secrets, their names. */
export interface DesiredGuest {
  readonly customization: GuestCustomization;
  readonly attributes: readonly AttributeChange[];
}

type Template = Inventory["templates"][number];
type Report = (problem: Diagnostic) => void;

/** The host name of a machine's guest; "" where its template is none that is understood, which loading reports. */
export function hostnameOf({ hostname, networking }: LoadedMachine["value"]["spec"], vmName: string): string {
  return renderHostname(hostname ?? DEFAULT_HOSTNAME, { vmName, domain: networking?.domain ?? "" }) ?? "";
}

/**
 * null: the manifest says nothing of the guest. Undefined: what it says cannot be done, which is reported.
 *
 * 1. only a template that VMM can customise will do, of a system that it knows  2. each field must be one of that system
 * 3. the computer's name must be one  4. every Secret must be there.
 */
export function resolveGuest(
  loaded: LoadedMachine,
  vmName: string,
  template: Template | null,
  report: Report,
): DesiredGuest | null | undefined {
  const { guest } = loaded.value.spec;
  if (!guest) return null;
  const system = systemOf(template);
  if (typeof system !== "string") {
    report(system);
    return undefined;
  }
  const hostname = hostnameOf(loaded.value.spec, vmName);
  const problems = [...foreignFields(guest, system), ...nameProblems(hostname, system), ...missingSecrets(loaded, guest)];
  for (const problem of problems) report(problem);
  if (problems.length > 0) return undefined;
  const customization = customizationOf(loaded, guest, system, hostname);
  return { customization, attributes: attributesOf(guest, hostname, loaded.value.metadata.namespace) };
}

function systemOf(template: Template | null): GuestCustomization["system"] | Diagnostic {
  if (!template)
    return refused(
      "a machine that is made blank has no guest to customise",
      "Name a template in spec.vmTemplate, or remove spec.guest: the installation in the guest has to do it.",
    );
  if (!template.customizable)
    return refused(
      `VMM does not customise guests of the template "${template.name}"`,
      "Give the template an operating system and a guest OS profile in VMM, or remove spec.guest.",
    );
  if (template.osType === "Windows" || template.osType === "Linux") return template.osType;
  return refused(
    `VMM does not say whether the template "${template.name}" is Windows or Linux`,
    "Give the template its operating system in VMM.",
  );
}

function refused(summary: string, hint: string): Diagnostic {
  return { code: "PLAN_GUEST", severity: "error", path: "spec.guest", summary, hint };
}

/** Fields by the one system that has them; the password belongs to both. */
const ONLY = {
  domain: "Windows",
  workgroup: "Windows",
  timeZone: "Windows",
  productKeySecret: "Windows",
  fullName: "Windows",
  organization: "Windows",
  runOnceCommands: "Windows",
  sshKey: "Linux",
} as const satisfies Partial<Record<keyof Guest, GuestCustomization["system"]>>;

function foreignFields(guest: Guest, system: GuestCustomization["system"]): readonly Diagnostic[] {
  return (Object.keys(ONLY) as (keyof typeof ONLY)[]).flatMap((field) => {
    if (guest[field] === undefined || ONLY[field] === system) return [];
    const summary = `spec.guest.${field} is for ${ONLY[field]}; the template is ${system}`;
    return [{ code: "PLAN_GUEST", severity: "error", path: `spec.guest.${field}`, summary, hint: "Remove the field." }];
  });
}

const NETBIOS_LENGTH = 15;

function nameProblems(hostname: string, system: GuestCustomization["system"]): readonly Diagnostic[] {
  const [label = ""] = hostname.split(".");
  const wrong = !isHostname(hostname)
    ? "is no host name: its parts are letters, digits and hyphens, at most 63 each"
    : system === "Windows" && label.length > NETBIOS_LENGTH
      ? `is too long for Windows, whose computer names have at most ${NETBIOS_LENGTH} characters`
      : system === "Windows" && /^[0-9]+$/.test(label)
        ? "is all digits, which Windows does not take as a computer name"
        : null;
  if (wrong === null) return [];
  const summary = `the host name "${hostname}" ${wrong}`;
  return [{ code: "PLAN_HOSTNAME", severity: "error", path: "spec.hostname", summary, hint: "Write another one into spec.hostname." }];
}

function missingSecrets({ guestSecrets, value }: LoadedMachine, guest: Guest): readonly Diagnostic[] {
  const needed = [
    ["administratorPasswordSecret", guest.administratorPasswordSecret, guestSecrets?.administratorPassword],
    ["productKeySecret", guest.productKeySecret, guestSecrets?.productKey],
    ["domain.accountSecret", guest.domain?.accountSecret, guestSecrets?.domainAccount],
  ] as const;
  return needed.flatMap(([field, reference, found]) => {
    if (!reference || found) return [];
    return [
      {
        code: "PLAN_SECRET_MISSING",
        severity: "error",
        path: `spec.guest.${field}`,
        summary: `${tellSecret(reference, value.metadata.namespace)} is not there, and the machine cannot be made without it`,
        detail: "It is looked for among the manifests, and in the file that SCVMM_SECRETS_FILE names. A saved plan keeps no Secrets.",
        hint: "Give its manifest as well, or a file of Secrets in SCVMM_SECRETS_FILE.",
      },
    ];
  });
}

interface Reference {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly key?: string;
}

function tellSecret({ name, namespace, key }: Reference, own: string | undefined): string {
  const address = `Secret/${namespace || own || "default"}/${name}`;
  return key === undefined ? address : `${address}, key ${key}`;
}

function customizationOf(
  { guestSecrets }: LoadedMachine,
  guest: Guest,
  system: GuestCustomization["system"],
  hostname: string,
): GuestCustomization {
  const [computerName = "", ...domain] = hostname.split(".");
  const account = guestSecrets?.domainAccount ?? null;
  return {
    system,
    computerName,
    domainName: system === "Linux" && domain.length > 0 ? domain.join(".") : null,
    administratorPassword: (guest.administratorPasswordSecret && guestSecrets?.administratorPassword) ?? null,
    domain: guest.domain && account ? { name: guest.domain.name, account } : null,
    workgroup: guest.workgroup ?? null,
    timeZone: guest.timeZone ?? null,
    productKey: (guest.productKeySecret && guestSecrets?.productKey) ?? null,
    fullName: guest.fullName ?? null,
    organization: guest.organization ?? null,
    runOnceCommands: guest.runOnceCommands ?? [],
    sshKey: guest.sshKey ?? null,
  };
}

function attributesOf(guest: Guest, hostname: string, namespace: string | undefined): readonly AttributeChange[] {
  const secret = (reference: Reference | undefined) => reference && tellSecret(reference, namespace);
  const set = (path: MachineAttribute, value: Json | undefined) => (value === undefined ? [] : [attributeChange(path, null, value)]);
  return [
    set("spec.hostname", hostname),
    set("spec.guest.administratorPasswordSecret", secret(guest.administratorPasswordSecret)),
    set("spec.guest.domain.name", guest.domain?.name),
    set("spec.guest.domain.accountSecret", secret(guest.domain?.accountSecret)),
    set("spec.guest.workgroup", guest.workgroup),
    set("spec.guest.timeZone", guest.timeZone),
    set("spec.guest.productKeySecret", secret(guest.productKeySecret)),
    set("spec.guest.fullName", guest.fullName),
    set("spec.guest.organization", guest.organization),
    set("spec.guest.runOnceCommands", guest.runOnceCommands),
    set("spec.guest.sshKey", guest.sshKey),
  ].flat();
}
