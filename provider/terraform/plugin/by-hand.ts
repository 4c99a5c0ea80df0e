import { SOURCE } from "./source.ts";

/** For those who start the file themselves. */
export const NOT_BY_HAND = `This is the Terraform provider for Microsoft SCVMM. Terraform starts it by itself.

  scvmm terraform install    puts it where Terraform finds it, and prints what a configuration needs
  --debug                    runs it so that Terraform can attach to it, for debuggers and tests
  --version                  prints the version
`;

const posix = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const powerShell = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** What somebody who debugs types into another terminal. */
export const debugText = (reattach: string): string => `The provider ${SOURCE} runs until Ctrl+C. For a Terraform that uses it:

  bash, zsh     export TF_REATTACH_PROVIDERS=${posix(reattach)}
  PowerShell    $env:TF_REATTACH_PROVIDERS = ${powerShell(reattach)}
`;
