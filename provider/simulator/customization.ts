import type { Parameters } from "./binding/parameters.ts";
import type { PsCredentialArgument } from "./objects/credential.ts";
import type { CustomizedGuest } from "./objects/guest.ts";
import type { Template } from "./objects/machine.ts";
import { vmmErrors } from "./vmm-errors.ts";

const WINDOWS = [
  "Domain",
  "DomainJoinCredential",
  "Workgroup",
  "TimeZone",
  "ProductKey",
  "FullName",
  "OrganizationName",
  "GuiRunOnceCommands",
] as const;
const LINUX = ["LinuxDomainName", "LinuxAdministratorSSHKeyString"] as const;
/** Parameters of New-SCVirtualMachine that go into the guest, beside its computer name. */
export const GUEST_PARAMETERS = ["LocalAdministratorCredential", ...WINDOWS, ...LINUX] as const;

/** null where nothing is customised. Refuses what the template's system cannot have (see assumptions: guest-customization). */
export function customized(parameters: Parameters, template: Template): CustomizedGuest | null {
  const given = GUEST_PARAMETERS.filter((name) => parameters.has(name));
  if (given.length === 0) return null;
  demandFitting(given, template);
  return {
    ...texts(parameters),
    administrator: opened(parameters.credential("LocalAdministratorCredential")),
    domain: domainOf(parameters),
    timeZone: parameters.number("TimeZone") ?? null,
    runOnceCommands: parameters.texts("GuiRunOnceCommands") ?? [],
  };
}

function texts(parameters: Parameters) {
  const text = (name: string): string | null => parameters.text(name) ?? null;
  return {
    computerName: text("ComputerName"),
    workgroup: text("Workgroup"),
    productKey: text("ProductKey"),
    fullName: text("FullName"),
    organization: text("OrganizationName"),
    domainName: text("LinuxDomainName"),
    sshKey: text("LinuxAdministratorSSHKeyString"),
  };
}

function demandFitting(given: readonly string[], template: Template): void {
  if (!template.IsCustomizable) throw vmmErrors.notCustomizable(`the template ${template.Name} cannot be customized`);
  const foreign: readonly string[] = template.OSType === "Windows" ? LINUX : WINDOWS;
  const wrong = given.find((name) => foreign.includes(name));
  if (wrong !== undefined) throw vmmErrors.notCustomizable(`${wrong} is not for ${template.OSType}`);
}

function domainOf(parameters: Parameters): CustomizedGuest["domain"] {
  const name = parameters.text("Domain");
  if (name === undefined) return null;
  if (parameters.has("Workgroup")) throw vmmErrors.notCustomizable("a domain and a workgroup are given");
  const account = opened(parameters.credential("DomainJoinCredential"));
  if (!account) throw vmmErrors.notCustomizable("joining a domain needs credentials");
  return { name, ...account };
}

function opened(credential: PsCredentialArgument | undefined) {
  return credential ? { username: credential.username, password: credential.password.reveal() } : null;
}
