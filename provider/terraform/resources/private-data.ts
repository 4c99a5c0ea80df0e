/** What Terraform keeps for this provider beside the state of a resource, unseen by people. Nothing of it is needed to go on: it may be lost. */
export interface PrivateData {
  /** Id of the object in VMM that the state is of. */
  readonly object?: string;
  /** Role of the account that last saw it; null where VMM tells none. */
  readonly role?: string | null;
  /** Milliseconds since 1970, of a plan: what waits for a window then is not done by its apply, though it may open meanwhile. */
  readonly plannedAt?: number;
}

const FORMAT = 1;

/** What cannot be read is as if it were not there. */
export function readPrivate(bytes: Uint8Array): PrivateData {
  try {
    const { format, object, role, plannedAt } = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>;
    if (format !== FORMAT) return {};
    return {
      ...(typeof object === "string" && { object }),
      ...((typeof role === "string" || role === null) && { role }),
      ...(typeof plannedAt === "number" && { plannedAt }),
    };
  } catch {
    return {};
  }
}

export const writePrivate = (data: PrivateData): Uint8Array => new TextEncoder().encode(JSON.stringify({ format: FORMAT, ...data }));
