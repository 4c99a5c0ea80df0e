import { call, ref } from "../batch/build.ts";
import type { Batch } from "../batch/call.ts";
import type { BatchReply } from "../batch/result.ts";
import type { Id } from "../engine/inventory.ts";
import type {
  Amounts,
  PlacementQuestion,
  PreflightAnswers,
  PreflightQuestions,
  QuotaAnswer,
  RatingAnswer,
} from "../engine/preflight/contract.ts";
import { DiagnosticError } from "../model/diagnostic.ts";
import type { Decoder } from "./decode.ts";
import { callDiagnostic } from "./errors.ts";
import * as columns from "./preflight-columns.ts";
import { rating, reasonsOf } from "./ratings.ts";
import { type Results, resultsOf } from "./results.ts";

/** Ids of calls are letters and digits, so that questions are numbered. */
const numbered = <T>(items: readonly T[]): readonly (readonly [number, T])[] => [...items.entries()];

const GIB = 1024 ** 3;

/**
 * All questions in one round trip: every object is fetched once, then asked about. Of a role VMM keeps two quotas in each cloud,
 * that of the role and that of each of its users.
 */
export function preflightBatch({ clouds, role, placements }: PreflightQuestions): Batch {
  const objects = objectsOf(placements);
  return [
    ...(role ? [call("role", "Get-SCUserRole", { ID: role.id }, { project: columns.role.projection })] : []),
    ...numbered(clouds).flatMap(([index, ID]) => [
      call(`cloud${index}`, "Get-SCCloud", { ID }),
      call(`limits${index}`, "Get-SCCloudCapacity", { Cloud: ref(`cloud${index}`) }, { project: columns.limits.projection }),
      call(`usage${index}`, "Get-SCCloudUsage", { Cloud: ref(`cloud${index}`) }, { project: columns.usage.projection }),
      ...(role ? ofRole(`cloud${index}`, index, role.user) : []),
    ]),
    ...[...objects].map(([id, { cmdlet, ID }]) => call(id, cmdlet, { ID })),
    ...numbered(placements).map(([index, question]) => ratingCall(`rating${index}`, question, objects)),
  ];
}

function ofRole(cloud: string, index: number, user: string | null): Batch {
  const scope = { Cloud: ref(cloud), UserRole: ref("role") } as const;
  const project = columns.usage.projection;
  return [
    call(`quotas${index}`, "Get-SCUserRoleQuota", scope, { project: columns.roleQuota.projection }),
    call(`roleUsage${index}`, "Get-SCCloudUsage", scope, { project }),
    ...(user === null ? [] : [call(`userUsage${index}`, "Get-SCCloudUsage", { ...scope, UserName: user }, { project })]),
  ];
}

type ObjectGetter = "Get-SCVMTemplate" | "Get-SCHardwareProfile" | "Get-SCVirtualMachine" | "Get-SCVMHostGroup" | "Get-SCCloud";
type Objects = ReadonlyMap<string, { readonly cmdlet: ObjectGetter; readonly ID: Id }>;

const subjectOf = ({ vm }: PlacementQuestion): readonly [ObjectGetter, Id] => {
  if (vm.kind === "new") return ["Get-SCVMTemplate", vm.templateId];
  return vm.kind === "blank" ? ["Get-SCHardwareProfile", vm.hardwareProfileId] : ["Get-SCVirtualMachine", vm.vmId];
};
const rangeOf = ({ range }: PlacementQuestion): readonly [ObjectGetter, Id] =>
  "hostGroupId" in range ? ["Get-SCVMHostGroup", range.hostGroupId] : ["Get-SCCloud", range.cloudId];

function objectsOf(placements: readonly PlacementQuestion[]): Objects {
  const wanted = placements.flatMap((question) => [subjectOf(question), rangeOf(question)]);
  const distinct = new Map(wanted.map(([cmdlet, ID]) => [`${cmdlet} ${ID}`, { cmdlet, ID }]));
  return new Map([...distinct.values()].map((object, index) => [`object${index}`, object]));
}

function ratingCall(id: string, question: PlacementQuestion, objects: Objects): Batch[number] {
  const refTo = ([cmdlet, ID]: readonly [ObjectGetter, Id]) =>
    ref([...objects].find(([, object]) => object.cmdlet === cmdlet && object.ID === ID)?.[0] ?? "");
  const { vm, name } = question;
  const subject = refTo(subjectOf(question));
  const range = "hostGroupId" in question.range ? { VMHostGroup: [refTo(rangeOf(question))] } : { Cloud: [refTo(rangeOf(question))] };
  const project = rating.projection;
  if (vm.kind === "move") return call(id, "Get-SCVMHostRating", { VM: subject, IsMigration: true, ...range }, { project });
  const made = vm.kind === "new" ? { VMTemplate: subject } : { HardwareProfile: subject };
  return call(id, "Get-SCVMHostRating", { ...made, VMName: name, DiskSpaceGB: vm.diskGb, ...range }, { project });
}

/** What VMM has not answered is told, and nothing is made of it: a preflight that fails stops nobody. */
export function readPreflight({ clouds, role, placements }: PreflightQuestions, batch: Batch, reply: BatchReply): PreflightAnswers {
  const results = resultsOf(batch, reply);
  const misread: string[] = [];
  const rows = reader(results, misread);
  const quotas = numbered(clouds).flatMap(([index, cloudId]): readonly (QuotaAnswer | undefined)[] => {
    const usage = (id: string) => rows(`${id}${index}`, columns.usage)?.[0];
    const [limits] = rows(`limits${index}`, columns.limits) ?? [];
    const ofRole = role ? (rows(`quotas${index}`, columns.roleQuota) ?? []) : [];
    return [
      quota("cloud", cloudId, limits, usage("usage")),
      ...ofRole.map((own) => {
        if (own.perUser) return role?.user ? quota("user", cloudId, own, usage("userUsage")) : undefined;
        return quota("role", cloudId, own, usage("roleUsage"));
      }),
    ];
  });
  const ratings = numbered(placements).flatMap(([index, { key }]): readonly RatingAnswer[] => {
    const rated = rows(`rating${index}`, rating);
    return rated ? [{ key, hosts: rated.length, suitable: rated.filter(({ stars }) => stars > 0).length, reasons: reasonsOf(rated) }] : [];
  });
  return {
    quotas: quotas.filter((one) => one !== undefined),
    ratings,
    permissions: (role && rows("role", columns.role)?.[0]?.permissions) ?? null,
    unanswered: unanswered(results, batch, misread),
  };
}

type Rows = <T>(id: string, decoder: Decoder<T>) => readonly T[] | undefined;

/** Undefined for a call that failed, and for rows that make no sense, which `misread` then tells of. */
function reader(results: Results, misread: string[]): Rows {
  return (id, decoder) => {
    try {
      return results.found(id) === undefined ? undefined : results.rows(id, decoder);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      misread.push(`${subjectFor(id)}: ${error.message}`);
      return undefined;
    }
  };
}

function quota(
  holder: QuotaAnswer["holder"],
  cloudId: Id,
  limits: columns.Limits | undefined,
  usage: columns.Usage | undefined,
): QuotaAnswer | undefined {
  if (!limits || !usage) return undefined;
  const used: Amounts = {
    vms: usage.vms,
    points: usage.points,
    storageBytes: usage.storageGb * GIB,
    cpus: usage.cpus,
    memoryMb: usage.memoryMb,
  };
  return { holder, cloudId, limits: columns.amountsOf(limits), used };
}

/** Each reason once: a cmdlet that is not allowed fails for every cloud. */
function unanswered(results: Results, batch: Batch, misread: readonly string[]): readonly string[] {
  const said = batch.flatMap(({ id }) => {
    const { error } = results.of(id);
    return error ? [`${subjectFor(id)}: ${callDiagnostic(error).summary}`] : [];
  });
  return [...new Set([...said, ...misread])];
}

const subjectFor = (id: string): string => {
  if (id.startsWith("rating")) return "whether hosts can take the VMs";
  return id === "role" ? "what the account's role allows" : "what clouds have left";
};
