import type { Id } from "../engine/inventory.ts";
import { amount, each, guid, integer, optional, otherwise, record, text, texts } from "./decode.ts";

const reason = record({ number: otherwise(integer("DisplayableErrorCode"), 0), problem: optional(text("Problem")) });

/** One rated host (scvmm-domain 2.3). Reasons are asked for as objects and as texts: which of the two they are is not recorded. */
export const rating = record({
  hostId: guid("VMHost.ID"),
  hostName: text("VMHost.Name"),
  paths: texts("VMHost.VMPaths"),
  clusterId: optional(guid("VMHost.HostCluster.ID")),
  stars: amount("Rating"),
  memoryLeftMb: otherwise(amount("EstimatedHostMemoryRemaining"), 0),
  reasons: each("ZeroRatingReasonList", reason),
  reasonTexts: texts("ZeroRatingReasonList"),
});
export type Rating = ReturnType<typeof rating.decode>;

/** The host with most stars, of these with most memory left, of these the first by name; none where VMM gives all of them none. */
export function bestOf(ratings: readonly Rating[]): Rating | undefined {
  return [...ratings]
    .filter(({ stars }) => stars > 0)
    .sort((a, b) => b.stars - a.stars || b.memoryLeftMb - a.memoryLeftMb || (a.hostName < b.hostName ? -1 : 1))[0];
}

const MOST_HOSTS_NAMED = 3;
const MOST_REASONS = 6;

/**
 * VMM's reasons, each once with the hosts that it holds for: `23801: No connection … (hv01, hv02 and 3 more)`. A host that is named in
 * one is left out of it, so that the same reason of two hosts is the same.
 */
export function reasonsOf(ratings: readonly Rating[]): string {
  if (ratings.length === 0) return "VMM rates no host at all there: it has none, or this account may not see them.";
  const hosts = new Map<string, string[]>();
  for (const rated of [...ratings].sort((a, b) => (a.hostName < b.hostName ? -1 : 1)))
    for (const said of wordsOf(rated)) {
      const text = without(rated.hostName, said);
      hosts.set(text, [...(hosts.get(text) ?? []), rated.hostName]);
    }
  const told = [...hosts].map(([said, names]) => `${said} (${listed(names)})`);
  const more = told.length - MOST_REASONS;
  return [...told.slice(0, MOST_REASONS), ...(more > 0 ? [`and ${more} more reasons`] : [])].join("\n");
}

const without = (host: string, text: string): string =>
  text.replace(new RegExp(`(?<![\\w.-])${host.replace(/[^\w]/g, "\\$&")}(?![\\w-])`, "gi"), "…");

function wordsOf({ reasons, reasonTexts }: Rating): readonly string[] {
  const told = reasons.flatMap(({ number, problem }) => (problem === null ? [] : [number > 0 ? `${number}: ${problem}` : problem]));
  if (told.length > 0) return [...new Set(told)];
  return reasonTexts.length > 0 ? [...new Set(reasonTexts)] : ["VMM gives no reason"];
}

function listed(names: readonly Id[]): string {
  const more = names.length - MOST_HOSTS_NAMED;
  return more > 0 ? `${names.slice(0, MOST_HOSTS_NAMED).join(", ")} and ${more} more` : names.join(", ");
}
