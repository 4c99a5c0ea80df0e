/**
 * Who owns an object in VMM. The mark is kept in VMM itself (decision: live state is the state):
 * - a VM: in the custom property MARK_PROPERTY, and while it is being made also at the end of its description,
 *   since custom properties can be set only after creation;
 * - a granted address: at the end of its description.
 */
export interface Mark {
  readonly scope: string;
  /** `Kind/namespace/name` */
  readonly address: string;
}

export const MARK_PROPERTY = "ScvmmOwner";
/**
 * Set while apply has shut a VM down, so that a run that is broken off between does not leave it off: the next one sees it
 * and starts the VM.
 */
export const RESTART_PROPERTY = "ScvmmRestart";
/**
 * `pending` on a machine that was finished without having been started: what its first start needs is still to be done. `done` on one that
 * was started and is not finished yet: should people turn it off meanwhile, it stays off. Finished machines without it have been started,
 * by apply or by people.
 */
export const FIRST_START_PROPERTY = "ScvmmFirstStart";
export const FIRST_START = { pending: "pending", done: "done" } as const;
/** Which adapter is which device of the manifest: see engine/kinds/machine/device-record.ts. */
export const DEVICES_PROPERTY = "ScvmmDevices";

/** Which data disks of a VM were made from its manifest, or listed by it: see engine/kinds/machine/data-disk-record.ts. */
export const DATA_DISKS_PROPERTY = "ScvmmDataDisks";
export const MARK_PREFIX = "scvmm:v1:";

const MARK_TEXT = /^scvmm:v1:([a-z0-9][-a-z0-9.]*):([A-Za-z]+\/[-a-z0-9.]+\/[-a-z0-9.]+)$/;
const MARK_IN_DESCRIPTION = /\s*\[(scvmm:v1:[^\]]*)\]\s*$/;

/** A scope is a DNS-like label, so that marks need no quoting. */
export const SCOPE_PATTERN = /^[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?$/;

export function formatMark(mark: Mark): string {
  return `${MARK_PREFIX}${mark.scope}:${mark.address}`;
}

export function parseMark(text: string | null | undefined): Mark | undefined {
  const match = text ? MARK_TEXT.exec(text) : null;
  return match ? { scope: match[1] as string, address: match[2] as string } : undefined;
}

export function describeWithMark(description: string, mark: Mark): string {
  return description === "" ? `[${formatMark(mark)}]` : `${description} [${formatMark(mark)}]`;
}

/** Splits a description into the user's text and the mark at its end. */
export function splitDescription(text: string | null): { readonly description: string; readonly mark: Mark | undefined } {
  const match = MARK_IN_DESCRIPTION.exec(text ?? "");
  const mark = match ? parseMark(match[1]) : undefined;
  return match && mark ? { description: (text ?? "").slice(0, match.index), mark } : { description: text ?? "", mark: undefined };
}

export function sameMark(a: Mark | undefined, b: Mark | undefined): boolean {
  return a !== undefined && b !== undefined && a.scope === b.scope && a.address === b.address;
}
