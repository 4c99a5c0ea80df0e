import { Argument, Command, Option } from "commander";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { environmentRun } from "../environment-run.ts";
import { EXIT } from "../exit-code.ts";
import { addManifestFlags, addSessionFlag, type ManifestFlags } from "../flags.ts";
import type { Listing } from "../listings/listing.ts";
import { LISTING_FORMATS, LISTINGS, type ListingFormat, renderListing } from "../listings/render-listing.ts";
import { withReading } from "../live.ts";
import { loadRun } from "../load-run.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";

interface Flags extends ManifestFlags {
  readonly output: ListingFormat;
}

/** With several providers every item tells whose it is. */
function withProvider(listing: Listing): Listing {
  return { ...listing, columns: [["PROVIDER", "provider"], ...listing.columns] };
}

async function get(screen: Screen, flags: Flags, what = "") {
  const listing = LISTINGS[what];
  if (!listing) throw new RangeError(`no listing ${what}`);
  if (listing.needsManifests && flags.filename.length === 0) {
    const hint = `Give the manifests with the ScvmmNamePools: scvmm get ${what} -f PATH.`;
    throw new DiagnosticError([{ code: "CLI_USAGE", severity: "error", summary: `${what} are listed for manifests`, hint }]);
  }
  const run = flags.filename.length > 0 ? await loadRun(screen, flags) : await environmentRun(screen, flags);
  const items = await withReading(screen, run, (inventories) => {
    const several = inventories.size > 1;
    return [...inventories].flatMap(([provider, inventory]) =>
      listing.items({ inventory, manifests: run.manifests }).map((item) => (several ? { provider, ...item } : item)),
    );
  });
  screen.print(renderListing(run.manifests.providers.length > 1 ? withProvider(listing) : listing, items, flags.output));
  return EXIT.ok;
}

const HELP = `\nLists:\n${Object.entries(LISTINGS)
  .map(([name, { doc }]) => `  ${name.padEnd(16)}${doc}`)
  .join("\n")}`;

export const getCommand = (run: Runner) =>
  run<Flags>(
    addSessionFlag(addManifestFlags(new Command("get").description("List what VMM has"), false))
      .addArgument(new Argument("<what>", "what to list").choices(Object.keys(LISTINGS)))
      .addOption(new Option("-o, --output <format>", "how to print the list").choices([...LISTING_FORMATS]).default("table"))
      .addHelpText("after", HELP),
    get,
  );
