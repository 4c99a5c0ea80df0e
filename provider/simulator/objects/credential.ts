import type { HiddenText } from "../../batch/secret-value.ts";

/** A PSCredential as an argument. Prints as its type, as in PowerShell. */
export class PsCredentialArgument {
  readonly username: string;
  readonly password: HiddenText;

  constructor(username: string, password: HiddenText) {
    this.username = username;
    this.password = password;
  }

  toString(): string {
    return "System.Management.Automation.PSCredential";
  }
}
