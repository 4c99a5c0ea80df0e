/**
 * VMM's errors as a table (scvmm-domain 3.2). `docs/errors.md` is generated from it, so that this file imports nothing. Texts are
 * never matched: they are translated, and they change.
 *
 * again: the same step after a pause, nothing was changed · read: VMM is read, and what is left is worked out anew · never: it
 * needs somebody · note: beside a job that succeeded.
 */
export type Treatment = "again" | "read" | "never" | "note";

interface ClassFacts {
  readonly treatment: Treatment;
  readonly sense: string;
}

/** The order is that of the documentation. */
export const ERROR_CLASSES = {
  locked: {
    treatment: "again",
    sense: "Another job is at the object, or has its turn first; it is waited for as long as the change may take.",
  },
  transient: {
    treatment: "again",
    sense: "It may pass by itself: a service or an agent that does not answer. Some minutes of that are waited for.",
  },
  "already-done": { treatment: "read", sense: "What was asked for may be so already; if it is, that counts as done." },
  "not-found": { treatment: "read", sense: "The object is gone. Where it was to be removed, that counts as done." },
  uncertain: { treatment: "read", sense: "VMM broke off by itself, and what it has done is not known." },
  "needs-power-off": { treatment: "never", sense: "The VM has to be off for it." },
  placement: { treatment: "never", sense: "No host fits, or the host lacks what the VM needs." },
  "access-denied": { treatment: "never", sense: "An account or a machine lacks a right." },
  permanent: { treatment: "never", sense: "Trying again leads to the same end." },
  information: { treatment: "note", sense: "A remark beside a job that has succeeded." },
} as const satisfies Readonly<Record<string, ClassFacts>>;

export type ErrorClass = keyof typeof ERROR_CLASSES;

export interface KnownError {
  readonly class: ErrorClass;
  /** What it means, in our words, for a summary: no stop at its end. */
  readonly meaning: string;
  /** What to do, where VMM's own advice does not say it better. */
  readonly hint?: string;
  /** Where the number is known from. */
  readonly source: string;
  /** Another class where Windows' own error code stands beside the number, as in `(0x80190193)`. */
  readonly besides?: { readonly code: string; readonly class: ErrorClass; readonly hint: string };
}

const AGENT = "See to it that the host answers and its VMM agent runs; it is tried again by itself";
const CLUSTER = "Refresh the VM's configuration in the failover cluster; repairing it in VMM does not help";

/** Of all errors the one that proves absence: VMM cannot find the object. */
export const NOT_FOUND = 801;

export const FILE_NOT_FOUND = 2903;

const rows: readonly (readonly [number, KnownError])[] = [
  [
    640,
    {
      class: "needs-power-off",
      meaning: "the VM must be off for this change",
      hint: "Power the VM off, or set spec.powerCyclePolicy to Allow",
      source: "recorded in the tests of HewlettPackard/morpheus-scvmm-plugin",
    },
  ],
  [NOT_FOUND, { class: "not-found", meaning: "VMM cannot find the object", source: "Microsoft support article on error 801" }],
  [1209, { class: "information", meaning: "a disk of the VM does not lie on a SAN", source: "recorded by ManageIQ" }],
  [1602, { class: "transient", meaning: "the VMM service does not respond", source: "AzureArcSCVMMTSG" }],
  [1730, { class: "already-done", meaning: "the VM is not in a state for this action", source: "VMM 2016 release notes" }],
  [
    2409,
    {
      class: "placement",
      meaning: "the path is no valid folder on the host",
      hint: "Give the host a default path for VMs that it can reach; on a node of a cluster that is a shared volume",
      source: "Microsoft support article",
    },
  ],
  [2602, { class: "locked", meaning: "another job has locked the object", source: "VMM engineering blog (scvmm-domain D1)" }],
  [2606, { class: "locked", meaning: "another job has locked the object", source: "Microsoft support article KB 2795040" }],
  [FILE_NOT_FOUND, { class: "permanent", meaning: "a file or folder is missing on the server", source: "VMM release notes" }],
  [
    2912,
    {
      class: "transient",
      meaning: "internal error contacting the agent",
      source: "Microsoft support article on deploying VMs, 2912",
      besides: {
        code: "0x80190193",
        class: "access-denied",
        hint: "The host may not read the library's disk (403): see to the rights on the library share",
      },
    },
  ],
  [
    2915,
    {
      class: "transient",
      meaning: "WS-Management on the host cannot process the request",
      hint: AGENT,
      source: "Microsoft support article",
    },
  ],
  [
    2916,
    { class: "transient", meaning: "the connection to the agent was lost", hint: AGENT, source: "recorded by ManageIQ; support article" },
  ],
  [
    2927,
    {
      class: "transient",
      meaning: "hardware management error contacting the host",
      hint: AGENT,
      source: "recorded by ManageIQ; support article",
    },
  ],
  [2931, { class: "transient", meaning: "the connection to the agent was lost", hint: AGENT, source: "Microsoft support article" }],
  [2940, { class: "transient", meaning: "the file transfer could not connect", hint: AGENT, source: "VMM documentation" }],
  [10434, { class: "permanent", meaning: "the host could not be put into maintenance mode", source: "Microsoft support article" }],
  [11028, { class: "permanent", meaning: "the host does not support a shared ISO", source: "Microsoft support article" }],
  [12416, { class: "permanent", meaning: "a parameter was null", source: "Microsoft support article" }],
  [12700, { class: "permanent", meaning: "Hyper-V refused the operation", source: "Microsoft support article" }],
  [12710, { class: "permanent", meaning: "the cluster resource of the VM was not found", hint: CLUSTER, source: "VMM documentation" }],
  [
    12711,
    {
      class: "permanent",
      meaning: "the cluster resource of the VM was not found",
      hint: CLUSTER,
      source: "recorded in janmarek.eu, 2012-04-09",
    },
  ],
  [13206, { class: "permanent", meaning: "no boot or system volume was found", source: "Microsoft support article" }],
  [13926, { class: "information", meaning: "the cluster was not refreshed in full", source: "Microsoft support article" }],
  [20406, { class: "permanent", meaning: "a WMI class could not be enumerated", source: "VMM documentation" }],
  [
    20413,
    {
      class: "uncertain",
      meaning: "VMM met a critical exception and wrote a report",
      hint: "If it stays: the report lies on the VMM server, below C:\\ProgramData\\VMMLogs",
      source: "Microsoft support article",
    },
  ],
  [21426, { class: "permanent", meaning: "a configuration provider failed", source: "recorded in jjameson's build notes" }],
  [22005, { class: "permanent", meaning: "a capability profile needs a VM in a cloud", source: "recorded by ManageIQ" }],
  [22042, { class: "permanent", meaning: "the service was not deployed", source: "Microsoft support article" }],
  [
    23007,
    {
      class: "locked",
      meaning: "the host has its limit of migrations under way",
      hint: "It is tried again by itself; VMM lets a migration wait 15 minutes for its turn",
      source: "Microsoft support article",
    },
  ],
  [
    23234,
    { class: "information", meaning: "a refresh of the VM was left out, since another job has locked it", source: "VMM engineering blog" },
  ],
  [23352, { class: "permanent", meaning: "the device cannot be booted from", source: "Microsoft support article" }],
  [
    23753,
    {
      class: "placement",
      meaning: "no IP pool can be reached from the host",
      hint: "Give the host's logical network a pool, or place the machine in another cloud or host group",
      source: "Microsoft support article",
    },
  ],
  [
    23801,
    {
      class: "placement",
      meaning: "the host has no connection to the VM network",
      hint: "Connect the host's switch to the logical network, or place the machine where the network is",
      source: "Microsoft support article",
    },
  ],
  [25035, { class: "information", meaning: "a note on the storage of the VM", source: "Microsoft support article" }],
  [26150, { class: "information", meaning: "a note on the storage of the VM", source: "Microsoft support article" }],
  [26207, { class: "information", meaning: "a note on the storage of the VM", source: "Microsoft support article" }],
];

export const KNOWN_ERRORS: ReadonlyMap<number, KnownError> = new Map(rows);
