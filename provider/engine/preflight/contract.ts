import type { Id } from "../inventory.ts";

/** What a plan asks VMM for beside its inventory: plain data, one reading answers all of it. */
export interface PreflightQuestions {
  /** Clouds whose limits and use are wanted. */
  readonly clouds: readonly Id[];
  /** Role of the account, where it is one that VMM limits. */
  readonly role: { readonly id: Id; readonly user: string | null } | null;
  /** Hosts to be rated, each question by its key. */
  readonly placements: readonly PlacementQuestion[];
}

/** Which hosts can take a VM. */
export interface PlacementQuestion {
  readonly key: string;
  /** Of the VM that is to be, or is. */
  readonly name: string;
  readonly vm:
    | { readonly kind: "new"; readonly templateId: Id; readonly diskGb: number }
    | { readonly kind: "blank"; readonly hardwareProfileId: Id; readonly diskGb: number }
    | { readonly kind: "move"; readonly vmId: Id };
  /** The host group where both are given, as placement has it. */
  readonly range: { readonly hostGroupId: Id } | { readonly cloudId: Id };
}

/** Amounts that count towards limits; of a limit, null: there is none. */
export interface Amounts<T = number> {
  readonly vms: T;
  readonly points: T;
  readonly storageBytes: T;
  readonly cpus: T;
  readonly memoryMb: T;
}
export type Dimension = keyof Amounts;

export interface QuotaAnswer {
  /** Of the cloud as a whole, of the account's role in it, or of the account's user. */
  readonly holder: "cloud" | "role" | "user";
  readonly cloudId: Id;
  readonly limits: Amounts<number | null>;
  readonly used: Amounts;
}

export interface RatingAnswer {
  readonly key: string;
  /** Hosts that were rated, and those of them that can take the VM. */
  readonly hosts: number;
  readonly suitable: number;
  /** Why the others cannot, for people, each reason on a line. */
  readonly reasons: string;
}

export interface PreflightAnswers {
  readonly quotas: readonly QuotaAnswer[];
  readonly ratings: readonly RatingAnswer[];
  /** What the role allows, in VMM's words; null where VMM does not tell. */
  readonly permissions: readonly string[] | null;
  /** Questions that VMM did not answer, and what it said, for people. */
  readonly unanswered: readonly string[];
}
