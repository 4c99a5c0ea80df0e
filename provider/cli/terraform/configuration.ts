import { SOURCE } from "./mirror.ts";

/** A text in quotes as HCL reads it. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll("${", "$${").replaceAll("%{", "%%{");

/** For every configuration that uses the provider. */
export const requiredProviders = (version: string): string => `terraform {
  required_providers {
    scvmm = {
      source  = "${SOURCE}"
      version = "${version}"
    }
  }
}
`;

/** For Terraform to look into a folder that it does not know of. */
export const cliConfiguration = (mirror: string): string => `provider_installation {
  filesystem_mirror {
    path    = ${quoted(mirror)}
    include = ["${SOURCE}"]
  }
  direct {
    exclude = ["${SOURCE}"]
  }
}
`;
