import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { EXIT } from "../exit-code.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";
import { cliConfiguration, requiredProviders } from "../terraform/configuration.ts";
import {
  type Installed,
  impliedMirror,
  installPackage,
  type PackageFile,
  PLATFORMS,
  type Platform,
  packageFiles,
  platformName,
  SOURCE,
} from "../terraform/mirror.ts";

interface Flags {
  readonly platform?: readonly Platform[];
}

/** Beside the command, as it is shipped. */
const BUNDLE = join(dirname(fileURLToPath(import.meta.url)), "terraform-provider-scvmm");

function isPlatform(text: string): text is Platform {
  return (PLATFORMS as readonly string[]).includes(text);
}

function platforms(text: string): readonly Platform[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.every(isPlatform)) return [...new Set(names)];
  throw new InvalidArgumentError(`One or more of ${PLATFORMS.join(", ")}, with commas between.`);
}

function ownPlatform(): Platform {
  const name = platformName(process.platform, process.arch) ?? `${process.platform}_${process.arch}`;
  if (isPlatform(name)) return name;
  const summary = `On ${name} the provider is no script, but the release's own executable`;
  const hint = "Take the archive of this platform from the release, or name platforms that others use with --platform.";
  throw new DiagnosticError([{ code: "TERRAFORM_PLATFORM", severity: "error", summary, hint }]);
}

async function bundled(version: string): Promise<readonly PackageFile[]> {
  try {
    return await packageFiles(BUNDLE, version);
  } catch {
    const summary = "The provider is not beside the command";
    throw new DiagnosticError([
      { code: "TERRAFORM_NOT_BUILT", severity: "error", summary, file: BUNDLE, hint: "Install scvmm-provider again, or `npm run build`." },
    ]);
  }
}

const WORDS: Readonly<Record<Installed, string>> = { installed: "installed ", unchanged: "unchanged ", replaced: "replaced  " };

/** 1. the files of the package · 2. into the mirror, a folder for each platform · 3. what a configuration needs */
async function install(screen: Screen, flags: Flags, folder?: string) {
  const files = await bundled(screen.version);
  const implied = impliedMirror(screen.host.environment);
  const mirror = folder === undefined ? implied : resolve(folder);
  const done: Installed[] = [];
  for (const platform of flags.platform ?? [ownPlatform()]) {
    const how = await installPackage(mirror, screen.version, platform, files).catch((error: NodeJS.ErrnoException) => {
      const summary = `The mirror cannot be written (${error.code ?? error.message})`;
      const hint = "Give another folder, or mend its permissions.";
      throw new DiagnosticError([{ code: "TERRAFORM_MIRROR_UNWRITABLE", severity: "error", summary, file: mirror, hint }]);
    });
    done.push(how);
    screen.note(`${WORDS[how]} ${SOURCE} ${screen.version} ${platform} in ${mirror}`);
  }
  if (done.includes("replaced")) screen.tell([REPLACED]);
  screen.print(requiredProviders(screen.version));
  if (mirror === implied) return EXIT.ok;
  screen.note("\nInto the CLI configuration, ~/.terraformrc or the file that TF_CLI_CONFIG_FILE names:");
  screen.print(`\n${cliConfiguration(mirror)}`);
  return EXIT.ok;
}

const REPLACED = {
  code: "TERRAFORM_REPLACED",
  severity: "warning",
  summary: "The files of this version were others before",
  detail: "A .terraform.lock.hcl that names this version holds their checksum: Terraform refuses the new ones there.",
  hint: `Remove the entry of ${SOURCE} from it, and run \`terraform init\`.`,
} as const;

export const terraformCommand = (run: Runner) =>
  new Command("terraform")
    .description("The Terraform provider")
    .addCommand(
      run<Flags>(
        new Command("install")
          .description("Put the provider where Terraform finds it, and print what a configuration needs")
          .argument("[folder]", "a filesystem mirror; else the one in which Terraform looks by itself")
          .addOption(
            new Option("--platform <list>", "for other machines too: linux_amd64,darwin_arm64; else for this one").argParser(platforms),
          ),
        install,
      ),
    );
