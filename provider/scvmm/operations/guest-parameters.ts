import type { SecretCredential, SecretText } from "../../batch/secret-value.ts";
import type { GuestCustomization } from "../../engine/guest.ts";

/** VMM reads the password alone: whose it is, it knows. */
const ADMINISTRATOR = { Windows: "Administrator", Linux: "root" } as const;

/** Parameters of New-SCVirtualMachine for the guest (scvmm-domain 2.2). Secrets stand in them as such. */
export function guestParameters(guest: GuestCustomization | null) {
  if (!guest) return {};
  const { administratorPassword, domain, productKey, runOnceCommands } = guest;
  return {
    ComputerName: guest.computerName,
    LinuxDomainName: guest.domainName ?? undefined,
    LocalAdministratorCredential: administratorPassword
      ? ({ $username: ADMINISTRATOR[guest.system], $password: administratorPassword } satisfies SecretCredential)
      : undefined,
    Domain: domain?.name,
    DomainJoinCredential: domain
      ? ({ $username: domain.account.username, $password: domain.account.password } satisfies SecretCredential)
      : undefined,
    Workgroup: guest.workgroup ?? undefined,
    TimeZone: guest.timeZone ?? undefined,
    ProductKey: productKey ? ({ $secret: productKey } satisfies SecretText) : undefined,
    FullName: guest.fullName ?? undefined,
    OrganizationName: guest.organization ?? undefined,
    GuiRunOnceCommands: runOnceCommands.length > 0 ? runOnceCommands : undefined,
    LinuxAdministratorSSHKeyString: guest.sshKey ?? undefined,
  };
}
